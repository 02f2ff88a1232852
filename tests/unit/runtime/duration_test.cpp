#include "runtime/duration.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

struct readable {
    const char* text;
    runtime::milliseconds value;
};

constexpr readable readable_texts[] = {
    {"0", 0ms},
    {"0s", 0ms},
    {"15s", 15s},
    {"1m30s", 90s},
    {"500ms", 500ms},
    {"1s500ms", 1500ms},
    {"2h", 2h},
    {"1d", 24h},
    {"1w2d", 216h},
    {"3m5ms", 180005ms},
};

constexpr const char* unreadable_texts[] = {
    "",
    "15",
    "s",
    "1x",
    "1.5s",
    "-1s",
    " 1s",
    "1s ",
    "1s1m",
    "1s1s",
    "99999999999999999999s",
    "11000d",
};

}

BOOST_AUTO_TEST_SUITE(duration)

BOOST_AUTO_TEST_CASE(reads_prometheus_durations)
{
    for (const auto& [text, value] : readable_texts) {
        auto read = runtime::parse_duration(text);
        BOOST_TEST_REQUIRE(read.has_value(), text);
        BOOST_TEST(read->count() == value.count(), text);
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_duration)
{
    for (const auto* text : unreadable_texts)
        BOOST_TEST(!runtime::parse_duration(text), text);
}

BOOST_AUTO_TEST_CASE(writes_what_it_reads)
{
    for (auto value : {0ms, 1ms, 1500ms, 90'000ms, 3'600'000ms, 694'861'001ms})
        BOOST_TEST(runtime::parse_duration(runtime::format_duration(value))->count() ==
                   value.count());
    BOOST_TEST(runtime::format_duration(90s) == "1m30s");
}

BOOST_AUTO_TEST_SUITE_END()
