#include "value_forms.hpp"

using namespace value_forms;

BOOST_AUTO_TEST_SUITE(value_duration)

BOOST_AUTO_TEST_CASE(a_duration_in_units_is_read)
{
    expect(routeros::read_duration,
           {{"0s", 0},
            {"0ms", 0},
            {"1w4d23h26m9s", 1034769},
            {"41w6d18h4m22s", 25380262},
            {"59s", 59},
            {"2m", 120},
            {"20ms", 0.02},
            {"9ms445us", 0.009445},
            {"453us", 0.000453},
            {"53m10s720ms", 3190.72},
            {"1s500ms", 1.5},
            {"90m", 5400},
            {"1d 2h", 93600}});
}

BOOST_AUTO_TEST_CASE(a_duration_as_a_clock_is_read)
{
    expect(routeros::read_duration,
           {{"14:40:26", 52826},
            {"00:00:10", 10},
            {"3d01:22:53", 264173},
            {"3d 01:22:53", 264173},
            {"1w2d03:04:05", 788645},
            {"00:00:01.5", 1.5},
            {"00:00:00.000001", 0.000001}});
}

BOOST_AUTO_TEST_CASE(a_fraction_of_a_unit_is_read)
{
    expect(routeros::read_duration,
           {{"28.869 ms", 0.028869}, {"0.5ms", 0.0005}, {"1.5s", 1.5}, {"2.5us", 0.0000025}});
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_behind_has_a_negative_offset)
{
    expect(routeros::read_duration,
           {{"-0.973 ms", -0.000973}, {"-1ms500us", -0.0015}, {"-5s", -5}, {"-00:00:10", -10}});
}

BOOST_AUTO_TEST_CASE(the_ways_routers_say_that_there_is_no_duration)
{
    expect(routeros::read_duration, reading_state::absent, {"", "never", "n/a"});
}

BOOST_AUTO_TEST_CASE(what_is_no_duration_is_unreadable)
{
    expect(routeros::read_duration,
           reading_state::unreadable,
           {"59",
            "s",
            "--5s",
            "-",
            "- 5s",
            "1.5",
            "1.5h",
            "1.5 m",
            "1.5s1ms",
            "1s1.5ms",
            ".5s",
            "1.s",
            "28.869  ms",
            "28.869 ms ",
            "1s1m",
            "1s1s",
            "1h 00:00:01",
            "1:2:3",
            "14:40",
            "14:60:00",
            "14:40:26.",
            "14:40:26.1234567",
            "14:40:26x",
            "1h14:40:26",
            "5x",
            "1d  2h",
            "1e9s",
            "99999999999999999999w",
            "999999999999999w",
            "999999999999999:00:00",
            "9999999999999w9999999999999w",
            "99999999999999999999.5s"});
    expect_nonsense_unreadable(routeros::read_duration);
}

BOOST_AUTO_TEST_CASE(a_duration_is_never_beyond_numbers)
{
    expect_always_finite(routeros::read_duration, "0123456789.:-wdhmsu ");
}

BOOST_AUTO_TEST_SUITE_END()
