#include "routeros/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace routeros {
namespace {

using std::string_view_literals::operator""sv;

constexpr reading absent{reading_state::absent, 0};
constexpr reading unreadable{reading_state::unreadable, 0};

// No form is longer; a hostile value of a mebibyte costs nothing.
constexpr std::size_t longest = 64;

constexpr std::array units{"%"sv,
                           "C"sv,
                           "V"sv,
                           "A"sv,
                           "mA"sv,
                           "W"sv,
                           "RPM"sv,
                           "rpm"sv,
                           "dB"sv,
                           "dBm"sv,
                           "MHz"sv,
                           "nm"sv,
                           "m"sv,
                           "km"sv};

reading present(double value)
{
    return {reading_state::present, value};
}

bool is_absent(std::string_view text)
{
    return text.empty() || text == "never" || text == "n/a";
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// All but the common case: fractions, units, more digits than fit an integer.
reading read_decimal(std::string_view text)
{
    if (is_absent(text)) return absent;
    if (text.size() > longest) return unreadable;
    // A digit first keeps out what from_chars would take besides: "inf", "nan".
    auto digit = text.front() == '-' ? 1U : 0U;
    if (digit == text.size() || !is_digit(text[digit])) return unreadable;
    const auto* end = text.data() + text.size();
    double value = 0;
    auto [rest, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc{}) return unreadable;
    std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    if (unit.size() > 1 && unit.front() == ' ') unit.remove_prefix(1);
    auto known = unit.empty() || std::find(units.begin(), units.end(), unit) != units.end();
    return known ? present(value) : unreadable;
}

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
        if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
    } while (!text.empty());
    return total;
}

}

reading read_number(std::string_view text)
{
    // Nearly every value is a counter: digits that fit an integer.
    constexpr std::size_t most_digits = 18;
    auto negative = text.starts_with('-');
    auto digits = text.substr(negative ? 1 : 0);
    if (digits.empty() || digits.size() > most_digits) return read_decimal(text);
    std::int64_t value = 0;
    for (auto c : digits) {
        if (!is_digit(c)) return read_decimal(text);
        value = value * 10 + (c - '0');
    }
    return present(static_cast<double>(negative ? -value : value));
}

reading read_flag(std::string_view text)
{
    if (text == "true" || text == "yes" || text == "ok") return present(1);
    if (text == "false" || text == "no" || text == "fail") return present(0);
    return is_absent(text) ? absent : unreadable;
}

reading read_duration(std::string_view text)
{
    if (is_absent(text)) return absent;
    if (text.size() > longest) return unreadable;
    auto total = read_microseconds(text);
    return total ? present(static_cast<double>(*total) / 1e6) : unreadable;
}

}
