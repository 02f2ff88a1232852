#include "exporter/transcript.hpp"

#include <boost/test/unit_test.hpp>

#include <regex>
#include <vector>

using routeros::direction;
using routeros::phase;

BOOST_AUTO_TEST_SUITE(transcript)

BOOST_AUTO_TEST_CASE(a_line_has_the_time_the_router_and_the_sentence_without_its_secrets)
{
    std::vector<std::string> lines;
    exporter::line_sink keep = [&](std::string_view line) { lines.emplace_back(line); };
    exporter::transcript of("pop-001", keep);
    std::vector<std::string_view> login{"/login", "=name=mikroscope", "=password=s3cret"};
    of.on_sentence(direction::sent, phase::login, login);
    std::vector<std::string_view> done{"!done"};
    of.on_sentence(direction::received, phase::login, done);

    BOOST_REQUIRE(lines.size() == 2U);
    std::regex sent(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z pop-001 > /login )"
                    R"(=name=mikroscope =password=\*\*\*)");
    std::regex received(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z pop-001 < !done)");
    BOOST_TEST(std::regex_match(lines[0], sent), lines[0]);
    BOOST_TEST(std::regex_match(lines[1], received), lines[1]);
}

BOOST_AUTO_TEST_SUITE_END()
