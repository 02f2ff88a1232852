#include "exporter/number_text.hpp"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <charconv>
#include <cstdint>
#include <limits>
#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(number_text)

namespace {

std::string written(double value)
{
    char out[exporter::number_text_limit];
    return {out, exporter::write_number(out, value)};
}

}

BOOST_AUTO_TEST_CASE(whole_numbers_have_neither_point_nor_exponent)
{
    BOOST_TEST(written(0) == "0");
    BOOST_TEST(written(7) == "7");
    BOOST_TEST(written(10) == "10");
    BOOST_TEST(written(99'999'999) == "99999999");
    BOOST_TEST(written(100'000'000) == "100000000");
    BOOST_TEST(written(100'000'001) == "100000001");
    BOOST_TEST(written(228405285520454) == "228405285520454");
    BOOST_TEST(written(9007199254740991) == "9007199254740991");
    BOOST_TEST(written(-51) == "-51");
}

BOOST_AUTO_TEST_CASE(fractions_are_as_short_as_reads_back)
{
    BOOST_TEST(written(0.07) == "0.07");
    BOOST_TEST(written(24.3) == "24.3");
    BOOST_TEST(written(-0.5) == "-0.5");
    BOOST_TEST(written(1e300) == "1e+300");
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_spelt_as_prometheus_does)
{
    BOOST_TEST(written(std::numeric_limits<double>::infinity()) == "+Inf");
    BOOST_TEST(written(-std::numeric_limits<double>::infinity()) == "-Inf");
    BOOST_TEST(written(std::numeric_limits<double>::quiet_NaN()) == "NaN");
}

BOOST_AUTO_TEST_CASE(every_length_of_whole_number_is_written_as_to_string_does)
{
    for (std::uint64_t value = 1; value < (std::uint64_t{1} << 53); value = value * 3 + 1)
        BOOST_TEST(written(static_cast<double>(value)) == std::to_string(value));
}

BOOST_AUTO_TEST_CASE(anything_reads_back_the_same_and_fits_its_limit)
{
    std::mt19937_64 chance(1);
    for (int i = 0; i < 20'000; ++i) {
        auto bits = chance();
        auto value = std::bit_cast<double>(bits);
        if (!(value - value == 0)) continue; // NaN or infinite
        auto text = written(value);
        double back = 0;
        std::from_chars(text.data(), text.data() + text.size(), back);
        BOOST_REQUIRE(back == value);
        BOOST_REQUIRE(text.size() <= exporter::number_text_limit);
    }
}

BOOST_AUTO_TEST_SUITE_END()
