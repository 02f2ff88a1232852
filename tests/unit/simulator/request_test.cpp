#include "tests/simulator/request.hpp"

#include <boost/test/unit_test.hpp>

namespace {

simulator::request parse(std::vector<std::string_view> words)
{
    return simulator::parse_request(words);
}

}

BOOST_AUTO_TEST_SUITE(request)

BOOST_AUTO_TEST_CASE(a_path_is_a_menu_and_a_verb)
{
    auto r = parse({"/interface/pppoe-server/getall"});
    BOOST_TEST(r.menu == "/interface/pppoe-server");
    BOOST_TEST(r.verb == "print");
    BOOST_TEST(parse({"/login"}).path() == "/login");
}

BOOST_AUTO_TEST_CASE(words_are_arguments_queries_and_a_tag_in_any_order)
{
    auto r = parse({"/x/y", "?a=b", ".tag=7 x", "=name=iu=c3Eeg", "=once=", "?#|", "=flag"});
    BOOST_TEST(r.tag.value() == "7 x");
    BOOST_TEST(r.argument("name").value() == "iu=c3Eeg");
    BOOST_TEST(r.argument("flag").value() == "");
    BOOST_TEST_REQUIRE(r.queries.size() == 2U);
    BOOST_TEST(r.queries[1] == "#|");
}

BOOST_AUTO_TEST_CASE(an_empty_tag_is_none)
{
    BOOST_TEST(!parse({"/x/y", ".tag="}).tag.has_value());
}

BOOST_AUTO_TEST_CASE(a_switch_is_on_unless_it_says_no)
{
    BOOST_TEST(parse({"/x/y", "=once="}).flag("once"));
    BOOST_TEST(!parse({"/x/y", "=once=false"}).flag("once"));
    BOOST_TEST(!parse({"/x/y"}).flag("once"));
}

BOOST_AUTO_TEST_SUITE_END()
