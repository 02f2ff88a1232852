#include "routeros/value_text.hpp"

#include <array>
#include <cstdint>

namespace routeros {
namespace {

struct duration_unit {
    std::string_view suffix;
    std::int64_t microseconds;
};

constexpr std::int64_t second = 1'000'000;
constexpr std::array<duration_unit, 7> duration_units{{{"w", 604'800 * second},
                                                       {"d", 86'400 * second},
                                                       {"h", 3'600 * second},
                                                       {"m", 60 * second},
                                                       {"s", second},
                                                       {"ms", 1'000},
                                                       {"us", 1}}};
constexpr std::size_t hour = 2; // index: a clock may stand where hours may

// Far beyond any uptime, far below overflow.
constexpr std::int64_t most_microseconds = 1'000'000'000'000'000'000;

std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t most)
{
    std::size_t count = 0;
    std::int64_t value = 0;
    while (count < text.size() && count < most && is_digit(text[count]))
        value = value * 10 + (text[count++] - '0');
    if (count == 0) return std::nullopt;
    text.remove_prefix(count);
    return value;
}

// ":MM" or ":SS"
std::optional<std::int64_t> take_sixtieth(std::string_view& text)
{
    if (text.size() < 3 || text[0] != ':' || !is_digit(text[1]) || !is_digit(text[2]))
        return std::nullopt;
    auto value = (text[1] - '0') * 10 + (text[2] - '0');
    text.remove_prefix(3);
    if (value >= 60) return std::nullopt;
    return value;
}

// What follows the hours of "14:40:26" or "14:40:26.5".
std::optional<std::int64_t> read_clock(std::int64_t hours, std::string_view text)
{
    if (hours > 1'000'000) return std::nullopt;
    auto minutes = take_sixtieth(text);
    if (!minutes) return std::nullopt;
    auto seconds = take_sixtieth(text);
    if (!seconds) return std::nullopt;
    auto total = ((hours * 60 + *minutes) * 60 + *seconds) * second;
    if (text.empty()) return total;
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    auto digits = text.size();
    auto fraction = take_digits(text, 6);
    if (!fraction || !text.empty()) return std::nullopt;
    for (; digits < 6; ++digits)
        *fraction *= 10;
    return total + *fraction;
}

std::optional<std::int64_t> read_microseconds(std::string_view text)
{
    std::int64_t total = 0;
    std::size_t next = 0; // units descend, each at most once
    do {
        auto count = take_digits(text, 15);
        if (!count) return std::nullopt;
        if (text.starts_with(':')) {
            auto clock = next <= hour ? read_clock(*count, text) : std::nullopt;
            if (!clock || total + *clock > most_microseconds) return std::nullopt;
            return total + *clock;
        }
        auto suffix = text.substr(0, text.find_first_of("0123456789 "));
        while (next < duration_units.size() && duration_units[next].suffix != suffix)
            ++next;
        if (next == duration_units.size()) return std::nullopt;
        if (*count > (most_microseconds - total) / duration_units[next].microseconds)
            return std::nullopt;
        total += *count * duration_units[next].microseconds;
        ++next;
        text.remove_prefix(suffix.size());
        skip_space(text);
    } while (!text.empty());
    return total;
}

// "28.869 ms", as NTP has it: a fraction, and one unit of a second or less.
std::optional<double> read_fraction(std::string_view text)
{
    auto decimal = take_decimal(text);
    if (!decimal) return std::nullopt;
    skip_space(text);
    auto value = to_double(*decimal);
    if (!value || *value > static_cast<double>(most_microseconds)) return std::nullopt;
    if (text == "s") return *value;
    if (text == "ms") return *value / 1e3;
    if (text == "us") return *value / 1e6;
    return std::nullopt;
}

}

reading read_duration(std::string_view text)
{
    if (says_nothing(text)) return absent;
    if (text.size() > longest) return unreadable;
    auto negative = text.front() == '-';
    if (negative) text.remove_prefix(1);
    std::optional<double> seconds;
    if (auto total = read_microseconds(text))
        seconds = static_cast<double>(*total) / 1e6;
    else
        seconds = read_fraction(text);
    if (!seconds) return unreadable;
    return present(negative ? -*seconds : *seconds);
}

}
