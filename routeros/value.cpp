#include "routeros/value_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace routeros {
namespace {

using std::string_view_literals::operator""sv;

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
                           "dBi"sv,
                           "MHz"sv,
                           "PPM"sv,
                           "ppm"sv,
                           "nm"sv,
                           "m"sv,
                           "km"sv,
                           "km/h"sv,
                           "Hz"sv};

// What follows the "@" of a signal is the rate at which it was heard: "6Mbps", "HT20-6".
bool is_rate_heard(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || c == '-' || c == '.' || c == '/';
    });
}

// All but the common case: fractions, units, more digits than fit an integer.
reading read_decimal(std::string_view text)
{
    if (says_nothing(text)) return absent;
    if (text.size() > longest) return unreadable;
    auto negative = text.front() == '-';
    if (negative) text.remove_prefix(1);
    auto decimal = take_decimal(text);
    auto value = decimal ? to_double(*decimal) : std::nullopt;
    if (!value) return unreadable;
    if (auto at = text.find('@'); at != std::string_view::npos) {
        if (!is_rate_heard(text.substr(at + 1))) return unreadable;
        text = text.substr(0, at);
    }
    if (text == " ms") return present(negative ? -*value : *value); // "5ms" is a duration
    skip_space(text);
    auto known = text.empty() || std::find(units.begin(), units.end(), text) != units.end();
    if (!known) return unreadable;
    return present(negative ? -*value : *value);
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
    return says_nothing(text) ? absent : unreadable;
}

}
