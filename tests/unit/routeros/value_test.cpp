#include "value_forms.hpp"

using namespace value_forms;

BOOST_AUTO_TEST_SUITE(value)

BOOST_AUTO_TEST_CASE(a_number_is_read)
{
    expect(routeros::read_number,
           {{"0", 0},
            {"38784330741", 38784330741.0},
            {"-51", -51},
            {"24.3", 24.3},
            {"-0.5", -0.5},
            {"007", 7},
            {"999999999999999999", 1e18},
            {"18446744073709551615", 18446744073709551615.0}});
}

BOOST_AUTO_TEST_CASE(a_unit_behind_a_number_is_dropped)
{
    expect(routeros::read_number,
           {{"41C", 41},
            {"3.3V", 3.3},
            {"3.322V", 3.322},
            {"96%", 96},
            {"43dB", 43},
            {"-60dBm", -60},
            {"220.88m", 220.88},
            {"0.759320 km/h", 0.75932},
            {"50Hz", 50},
            {"7mA", 7},
            {"850nm", 850},
            {"650MHz", 650},
            {"650 MHz", 650},
            {"3780RPM", 3780},
            {"-13.458 PPM", -13.458},
            {"-0.915 ms", -0.915},
            {"20km", 20}});
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_unreadable)
{
    expect(routeros::read_number,
           reading_state::unreadable,
           {"+",
            "1e5",
            "infinity",
            "12abc34",
            "12abc",
            "5Mbps",
            "5KiB",
            "5ms",
            "1,5",
            "1 2",
            "1.2.3",
            "10/20",
            "C",
            "true",
            "1  C",
            "1.C"});
    expect_nonsense_unreadable(routeros::read_number);
}

BOOST_AUTO_TEST_CASE(a_signal_is_the_number_before_the_rate_it_was_heard_at)
{
    expect(routeros::read_number,
           {{"-60", -60},
            {"-60@6Mbps", -60},
            {"-65dBm@HT20-6", -65},
            {"-72dBm", -72},
            {"-60@VHT80-9", -60},
            {"-71@6.5Mbps-20MHz/1S", -71}});
}

BOOST_AUTO_TEST_CASE(a_list_of_signals_is_unreadable)
{
    expect(routeros::read_number,
           reading_state::unreadable,
           {"-65dBm@1Mbps 0ms,-60dBm@HT20-6 7m26s960ms",
            "-60@",
            "@6Mbps",
            "-60@6Mbps@6Mbps",
            "-60@6Mbps,-61@6Mbps",
            std::string("-60@6\0", 6)});
}

BOOST_AUTO_TEST_CASE(the_ways_routers_say_that_there_is_no_value)
{
    expect(routeros::read_number, reading_state::absent, {"", "never", "n/a"});
    expect(routeros::read_flag, reading_state::absent, {"", "never", "n/a"});
}

BOOST_AUTO_TEST_CASE(a_flag_is_read)
{
    expect(routeros::read_flag,
           {{"true", 1}, {"yes", 1}, {"ok", 1}, {"false", 0}, {"no", 0}, {"fail", 0}});
}

BOOST_AUTO_TEST_CASE(what_is_no_flag_is_unreadable)
{
    expect(routeros::read_flag, reading_state::unreadable, {"1", "0", "True", "y", "truely"});
    expect_nonsense_unreadable(routeros::read_flag);
}

BOOST_AUTO_TEST_CASE(a_number_is_never_beyond_numbers)
{
    expect_always_finite(routeros::read_number, "0123456789.-+eEdBm@C% infaxN");
}

BOOST_AUTO_TEST_SUITE_END()
