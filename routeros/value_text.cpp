#include "routeros/value_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace routeros {
namespace {

std::size_t count_digits(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                    text.begin());
}

}

std::optional<std::string_view> take_decimal(std::string_view& text)
{
    auto length = count_digits(text);
    if (length == 0) return std::nullopt;
    if (length < text.size() && text[length] == '.') {
        auto fraction = count_digits(text.substr(length + 1));
        if (fraction == 0) return std::nullopt;
        length += 1 + fraction;
    }
    auto decimal = text.substr(0, length);
    text.remove_prefix(length);
    return decimal;
}

std::optional<double> to_double(std::string_view decimal, int power)
{
    std::array<char, longest + 8> text{};
    if (decimal.size() > longest || power < 0 || power > 99) return std::nullopt;
    auto* end = std::copy(decimal.begin(), decimal.end(), text.begin());
    *end++ = 'e';
    end = std::to_chars(end, text.end(), power).ptr;
    double value = 0;
    auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return value;
}

}
