#include "exporter/query.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(query)

using exporter::parameter_name;

namespace {

constexpr std::array<parameter_name, 2> known{{{"target"}, {"collect[]", true}}};

std::string refused(std::string_view text)
{
    auto read = exporter::query::read(text, known);
    return read ? "" : read.error().message;
}

}

BOOST_AUTO_TEST_CASE(values_are_found_by_name)
{
    auto q = exporter::query::read("collect[]=a&&target=10.0.0.1%3A8728&collect%5B%5D=b", known);
    BOOST_REQUIRE(q.has_value());
    BOOST_TEST(q->one("target").value() == "10.0.0.1:8728");
    BOOST_TEST(q->all("collect[]") == (std::vector<std::string>{"a", "b"}),
               boost::test_tools::per_element());
    BOOST_TEST(!exporter::query::read("", known)->one("target"));
}

BOOST_AUTO_TEST_CASE(only_what_may_be_repeated_is)
{
    BOOST_TEST(refused("target=a&target=b") == "The query parameter `target` may be given once.");
    BOOST_TEST(refused("collect[]=a&collect[]=a") == "");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_answered_with_those_there_are)
{
    BOOST_TEST(refused("tenant=a") ==
               "Unknown query parameter; there are `target` and `collect[]`.");
    constexpr std::array<parameter_name, 1> one{{{"tenant"}}};
    BOOST_TEST(exporter::query::read("a=b", one).error().message ==
               "Unknown query parameter; there is `tenant`.");
}

BOOST_AUTO_TEST_SUITE_END()
