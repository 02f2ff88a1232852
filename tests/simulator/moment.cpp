#include "tests/simulator/moment.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace simulator {

std::string duration_text(std::chrono::seconds length)
{
    struct unit {
        std::int64_t seconds;
        char letter;
    };
    constexpr std::array<unit, 5> units{
        {{604'800, 'w'}, {86'400, 'd'}, {3'600, 'h'}, {60, 'm'}, {1, 's'}}};
    auto left = length.count();
    if (left <= 0) return "0s";
    std::string text;
    for (const auto& u : units) {
        if (left < u.seconds) continue;
        text += std::to_string(left / u.seconds);
        text += u.letter;
        left %= u.seconds;
    }
    return text;
}

std::string date_text(std::chrono::system_clock::time_point when, date_style style)
{
    constexpr std::array months{
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    auto clock = std::chrono::system_clock::to_time_t(when);
    std::tm t{};
    gmtime_r(&clock, &t);
    auto year = t.tm_year + 1900;
    if (style == date_style::iso)
        return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
                           year,
                           t.tm_mon + 1,
                           t.tm_mday,
                           t.tm_hour,
                           t.tm_min,
                           t.tm_sec);
    return fmt::format("{}/{:02}/{:04} {:02}:{:02}:{:02}",
                       months.at(static_cast<std::size_t>(t.tm_mon)),
                       t.tm_mday,
                       year,
                       t.tm_hour,
                       t.tm_min,
                       t.tm_sec);
}

}
