#include "exporter/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace exporter {

namespace {

constexpr auto digit_pairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

// Every whole number below is exact in a double.
constexpr double whole_limit = 9007199254740992.0; // 2^53, 16 digits

void write_pair(char* out, std::uint32_t value)
{
    std::memcpy(out, digit_pairs.data() + std::size_t{2} * value, 2);
}

// Exactly eight digits, with leading zeros. Each step divides by a constant, and the four pairs do
// not wait for one another.
void write_eight(char* out, std::uint32_t value)
{
    auto high = value / 10'000;
    auto low = value % 10'000;
    write_pair(out, high / 100);
    write_pair(out + 2, high % 100);
    write_pair(out + 4, low / 100);
    write_pair(out + 6, low % 100);
}

char* write_below_1e8(char* out, std::uint32_t value)
{
    if (value < 10) {
        *out = static_cast<char>('0' + value);
        return out + 1;
    }
    std::array<char, 8> digits{};
    write_eight(digits.data(), value);
    std::size_t zeros = 0;
    while (digits[zeros] == '0')
        ++zeros;
    auto length = digits.size() - zeros;
    std::memcpy(out, digits.data() + zeros, length);
    return out + length;
}

char* write_whole(char* out, std::uint64_t value)
{
    constexpr std::uint64_t eight = 100'000'000;
    if (value < eight) return write_below_1e8(out, static_cast<std::uint32_t>(value));
    auto high = value / eight; // below 2^53 / 1e8, so at most eight digits
    out = write_below_1e8(out, static_cast<std::uint32_t>(high));
    write_eight(out, static_cast<std::uint32_t>(value % eight));
    return out + 8;
}

char* write_text(char* out, std::string_view text)
{
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

}

char* write_number(char* out, double value)
{
    if (value >= 0 && value < whole_limit) {
        auto whole = static_cast<std::uint64_t>(value);
        if (static_cast<double>(whole) == value) return write_whole(out, whole);
    }
    if (std::isnan(value)) return write_text(out, "NaN");
    if (std::isinf(value)) return write_text(out, value > 0 ? "+Inf" : "-Inf");
    if (value < 0 && value > -whole_limit && value == std::trunc(value)) {
        *out = '-';
        return write_whole(out + 1, static_cast<std::uint64_t>(-value));
    }
    return std::to_chars(out, out + number_text_limit, value).ptr;
}

}
