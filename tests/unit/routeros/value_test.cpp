#include "routeros/value.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using routeros::reading_state;
using read_function = routeros::reading (*)(std::string_view);

struct example {
    std::string text;
    double value;
};

void expect(read_function read, const std::vector<example>& examples)
{
    for (const auto& [text, value] : examples) {
        auto r = read(text);
        BOOST_TEST((r.state == reading_state::present), text);
        BOOST_TEST(r.value == value, text << " read as " << r.value);
    }
}

void expect(read_function read, reading_state state, const std::vector<std::string>& texts)
{
    for (const auto& text : texts)
        BOOST_TEST((read(text).state == state), text.substr(0, 80));
}

const std::vector<read_function> forms{
    routeros::read_number, routeros::read_flag, routeros::read_duration};

}

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
            {"96%", 96},
            {"43dB", 43},
            {"-60dBm", -60},
            {"220.88m", 220.88},
            {"7mA", 7},
            {"850nm", 850},
            {"650MHz", 650},
            {"650 MHz", 650},
            {"3780RPM", 3780},
            {"20km", 20}});
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_unreadable)
{
    expect(routeros::read_number,
           reading_state::unreadable,
           {"-",
            "+",
            "--1",
            "+5",
            " 5",
            "5 ",
            ".5",
            "1e999",
            "1e5",
            "nan",
            "inf",
            "-inf",
            "infinity",
            "0x10",
            "12abc34",
            "12abc",
            "1,5",
            "1 2",
            "1.2.3",
            "10/20",
            "C",
            "true",
            std::string("1\0", 2),
            std::string(1 << 20, '9'),
            std::string(400, '9')});
}

BOOST_AUTO_TEST_CASE(every_form_knows_how_routers_say_that_there_is_no_value)
{
    for (auto read : forms)
        expect(read, reading_state::absent, {"", "never", "n/a"});
}

BOOST_AUTO_TEST_CASE(a_flag_is_read)
{
    expect(routeros::read_flag,
           {{"true", 1}, {"yes", 1}, {"ok", 1}, {"false", 0}, {"no", 0}, {"fail", 0}});
}

BOOST_AUTO_TEST_CASE(what_is_no_flag_is_unreadable)
{
    expect(routeros::read_flag,
           reading_state::unreadable,
           {"1", "0", "True", "y", "truely", "-", "nan", std::string(1 << 20, '9')});
}

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

BOOST_AUTO_TEST_CASE(what_is_no_duration_is_unreadable)
{
    expect(routeros::read_duration,
           reading_state::unreadable,
           {"59",
            "s",
            "-5s",
            "1.5s",
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
            "nan",
            "inf",
            "1e9s",
            "99999999999999999999w",
            "999999999999999w",
            "999999999999999:00:00",
            "9999999999999w9999999999999w",
            std::string(1 << 20, '9')});
}

BOOST_AUTO_TEST_CASE(a_value_is_never_beyond_numbers)
{
    std::mt19937 random(20);
    const std::string letters = "0123456789.:-+eEwdhmsu %infaxN";
    for (int i = 0; i < 200'000; ++i) {
        std::string text(random() % 20, '\0');
        for (auto& c : text)
            c = letters[random() % letters.size()];
        for (auto read : forms) {
            auto r = read(text);
            BOOST_REQUIRE(std::isfinite(r.value));
            BOOST_REQUIRE((r.state == reading_state::present || r.value == 0));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
