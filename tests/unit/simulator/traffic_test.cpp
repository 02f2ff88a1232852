#include "tests/simulator/traffic.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(traffic)

BOOST_AUTO_TEST_CASE(the_counter_never_falls)
{
    ::simulator::traffic t(42, 1e6);
    auto last = 0.0;
    for (int second = 1; second < 20'000; ++second) {
        auto now = t.bits(second);
        BOOST_TEST_REQUIRE(now > last);
        last = now;
    }
}

BOOST_AUTO_TEST_CASE(the_rate_is_the_slope_of_the_counter)
{
    ::simulator::traffic t(7, 3e6);
    for (double at : {1.0, 59.5, 3600.0, 86'400.0}) {
        auto slope = (t.bits(at + 0.001) - t.bits(at - 0.001)) / 0.002;
        BOOST_TEST(slope == t.bits_per_second(at), boost::test_tools::tolerance(1e-3));
    }
}

BOOST_AUTO_TEST_CASE(in_the_long_run_it_carries_its_mean)
{
    ::simulator::traffic t(3, 5e6);
    BOOST_TEST(t.bits(1e7) / 1e7 == 5e6, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(seeds_differ_and_repeat)
{
    BOOST_TEST(::simulator::traffic(1, 1e6).bits(100) == ::simulator::traffic(1, 1e6).bits(100));
    BOOST_TEST(::simulator::traffic(1, 1e6).bits(100) != ::simulator::traffic(2, 1e6).bits(100));
}

BOOST_AUTO_TEST_CASE(before_its_beginning_nothing_was_carried)
{
    BOOST_TEST(::simulator::traffic(1, 1e6).bits(-5) == 0);
    BOOST_TEST(::simulator::bytes_of(16) == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
