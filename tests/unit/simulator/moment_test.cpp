#include "tests/simulator/moment.hpp"
#include "tests/simulator/pacing.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(moment)

BOOST_AUTO_TEST_CASE(durations_are_written_as_routers_do)
{
    BOOST_TEST(simulator::duration_text(0s) == "0s");
    BOOST_TEST(simulator::duration_text(61s) == "1m1s");
    BOOST_TEST(simulator::duration_text(24h * 11 + 23h + 26min + 9s) == "1w4d23h26m9s");
    BOOST_TEST(simulator::duration_text(24h) == "1d");
}

BOOST_AUTO_TEST_CASE(dates_are_written_in_the_style_of_the_version)
{
    std::chrono::system_clock::time_point when{1'507'147'863s};
    BOOST_TEST(simulator::date_text(when, simulator::date_style::month_name) ==
               "oct/04/2017 20:11:03");
    BOOST_TEST(simulator::date_text(when, simulator::date_style::iso) == "2017-10-04 20:11:03");
}

BOOST_AUTO_TEST_CASE(a_burst_is_quick_and_what_exceeds_it_is_slow)
{
    simulator::pacing p;
    simulator::moment at{0};
    for (int i = 0; i < 150; ++i)
        at = p.begin_at(0ms);
    BOOST_TEST((at == 150ms));
    BOOST_TEST((p.begin_at(0ms) == 170ms));
    BOOST_TEST((p.begin_at(0ms) == 190ms));
    BOOST_TEST((p.begin_at(60s) == 60'001ms));
}

BOOST_AUTO_TEST_SUITE_END()
