#include "runtime/logger.hpp"

#include <boost/test/unit_test.hpp>

using runtime::field;
using runtime::level;
using runtime::log_format;

namespace {

struct fixture {
    std::vector<std::string> lines;
    runtime::logger log(level threshold, log_format format)
    {
        return {
            threshold, format, [this](level, std::string_view line) { lines.emplace_back(line); }};
    }
};

}

BOOST_FIXTURE_TEST_SUITE(logger, fixture)

BOOST_AUTO_TEST_CASE(writes_one_logfmt_line)
{
    log(level::info, log_format::logfmt)
        .warn("router down",
              field("router", "pop-001"),
              field("attempt", 3),
              field("why", "no answer"));
    BOOST_TEST(lines.at(0) ==
               R"(level=warn msg="router down" router=pop-001 attempt=3 why="no answer")");
}

BOOST_AUTO_TEST_CASE(writes_one_json_object_without_its_opening_brace)
{
    log(level::info, log_format::json).info("up", field("router", "a\"b\\c\nd\x01"));
    BOOST_TEST(lines.at(0) == R"("level":"info","msg":"up","router":"a\"b\\c\nd\u0001")");
}

BOOST_AUTO_TEST_CASE(no_value_can_break_the_line_or_forge_a_field)
{
    log(level::info, log_format::logfmt)
        .info("x", field("v", "1\nlevel=error msg=forged"), field("e", ""));
    BOOST_TEST(lines.at(0) == R"(level=info msg=x v="1\nlevel=error msg=forged" e="")");
}

BOOST_AUTO_TEST_CASE(is_silent_below_its_threshold)
{
    auto l = log(level::warn, log_format::logfmt);
    l.debug("a");
    l.info("b");
    l.error("c");
    BOOST_TEST(lines.size() == 1U);
}

BOOST_AUTO_TEST_CASE(knows_its_settings_by_name)
{
    BOOST_TEST((runtime::parse_level("debug").value() == level::debug));
    BOOST_TEST(!runtime::parse_level("verbose"));
    BOOST_TEST((runtime::parse_log_format("json").value() == log_format::json));
    BOOST_TEST(!runtime::parse_log_format(""));
}

BOOST_AUTO_TEST_SUITE_END()
