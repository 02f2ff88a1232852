#include "routeros/value_text.hpp"

#include <algorithm>
#include <array>

namespace routeros {
namespace {

struct decimal_unit {
    std::string_view prefix;
    int power;
};

constexpr std::array<decimal_unit, 6> decimal_units{
    {{"", 0}, {"k", 3}, {"K", 3}, {"M", 6}, {"G", 9}, {"T", 12}}};

struct binary_unit {
    std::string_view name;
    double bytes;
};

constexpr std::array<binary_unit, 6> binary_units{{{"B", 1},
                                                   {"KiB", 0x1p10},
                                                   {"MiB", 0x1p20},
                                                   {"GiB", 0x1p30},
                                                   {"TiB", 0x1p40},
                                                   {"PiB", 0x1p50}}};

// What a rate's medium or modulation is: "-baseT-full", "-20MHz/2S/SGI".
bool is_medium(std::string_view text)
{
    return text.size() > 1 && text.front() == '-' &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_alphanumeric(c) || c == '-' || c == '.' || c == '/';
           });
}

std::optional<int> read_rate_unit(std::string_view text)
{
    auto unit = text.substr(0, text.find('-'));
    auto medium = text.substr(unit.size());
    if (!medium.empty() && (unit.empty() || !is_medium(medium))) return std::nullopt;
    // "10M-baseT-half", "10M" and "10Mbps" are the same.
    if (unit.ends_with("bps")) unit.remove_suffix(3);
    for (const auto& [prefix, power] : decimal_units)
        if (prefix == unit) return power;
    return std::nullopt;
}

}

reading read_bit_rate(std::string_view text)
{
    if (says_nothing(text)) return absent;
    if (text.size() > longest) return unreadable;
    auto decimal = take_decimal(text);
    if (!decimal) return unreadable;
    skip_space(text);
    auto power = read_rate_unit(text);
    auto value = power ? to_double(*decimal, *power) : std::nullopt;
    return value ? present(*value) : unreadable;
}

reading read_size(std::string_view text, double bare_unit)
{
    if (says_nothing(text)) return absent;
    if (text.size() > longest) return unreadable;
    auto decimal = take_decimal(text);
    auto value = decimal ? to_double(*decimal) : std::nullopt;
    if (!value) return unreadable;
    if (text.empty()) return present(*value * bare_unit);
    skip_space(text);
    for (const auto& [name, bytes] : binary_units)
        if (name == text) return present(*value * bytes);
    return unreadable;
}

}
