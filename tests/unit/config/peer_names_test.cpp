#include "config/peer_names.hpp"

#include <boost/test/unit_test.hpp>

namespace {

std::string mistakes_of(const std::string& text)
{
    auto names = config::read_peer_names(text, "names.yml");
    std::string out;
    if (names.has_error())
        for (const auto& mistake : names.error())
            out += mistake.text() + "\n";
    return out;
}

}

BOOST_AUTO_TEST_SUITE(peer_names)

BOOST_AUTO_TEST_CASE(a_name_stands_for_a_metric_for_several_or_for_none)
{
    auto names = config::read_peer_names("mktxp:\n"
                                         "  a: mikrotik_a\n"
                                         "  b: [mikrotik_b, mikrotik_c]\n"
                                         "  d: {left_out: no router knows}\n"
                                         "swoga: {a: mikrotik_b}\n",
                                         "names.yml");
    BOOST_REQUIRE(names.has_value());
    BOOST_REQUIRE_EQUAL(names->size(), 2U);
    BOOST_TEST(names->at(0).name == "mktxp");
    const auto& mktxp = names->at(0).names;
    BOOST_REQUIRE_EQUAL(mktxp.size(), 3U);
    BOOST_TEST(mktxp[0].metrics == std::vector<std::string>{"mikrotik_a"});
    BOOST_TEST((mktxp[1].metrics == std::vector<std::string>{"mikrotik_b", "mikrotik_c"}));
    BOOST_TEST(mktxp[2].metrics.empty());
    BOOST_TEST(mktxp[2].left_out == "no router knows");
    BOOST_TEST(names->at(1).names.front().name == "a");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told_with_its_place)
{
    BOOST_TEST(mistakes_of("mktxp: {a: mikrotik_a, a: mikrotik_b}") ==
               "names.yml:1:24: mktxp.a: given twice; the first is on line 1\n");
    BOOST_TEST(mistakes_of("mktxp: {a: []}") ==
               "names.yml:1:12: mktxp.a: must name a metric, or say left_out: WHY\n");
    BOOST_TEST(mistakes_of("mktxp: {a: {why: not}}") ==
               "names.yml:1:12: mktxp.a: left_out is required\n"
               "names.yml:1:13: mktxp.a.why: unknown key; known are left_out\n");
}

BOOST_AUTO_TEST_SUITE_END()
