// What the forms of a value have in common. For routeros/value*.cpp alone.
#pragma once

#include "routeros/value.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace routeros {

inline constexpr reading absent{reading_state::absent, 0};
inline constexpr reading unreadable{reading_state::unreadable, 0};

// Hardly any form is longer; a hostile value of a mebibyte costs nothing.
inline constexpr std::size_t longest = 64;

inline reading present(double value)
{
    return {reading_state::present, value};
}

inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

inline bool is_alphanumeric(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The console writes some units behind a space.
inline void skip_space(std::string_view& text)
{
    if (text.size() > 1 && text.front() == ' ') text.remove_prefix(1);
}

// Takes "24" or "24.3" from the front of the text; no sign, no exponent, no bare dot.
std::optional<std::string_view> take_decimal(std::string_view& text);

// The decimal times ten to the power, correctly rounded: 27.8 and 3 make 27800, not
// 27800.000000000004.
std::optional<double> to_double(std::string_view decimal, int power = 0);

}
