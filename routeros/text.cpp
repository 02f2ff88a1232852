#include "routeros/text.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace routeros {
namespace {

// Windows-1252 from 0x80 to 0x9F; the rest is as in Latin-1. The five bytes it leaves undefined
// become U+FFFD, since the C1 control characters they would otherwise be are of no use to anybody.
constexpr std::array<std::uint16_t, 32> windows_1252{
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::uint8_t byte_at(std::string_view bytes, std::size_t i)
{
    return static_cast<std::uint8_t>(bytes[i]);
}

bool is_ascii_block(std::string_view bytes, std::size_t at)
{
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    return (eight & 0x8080808080808080U) == 0;
}

// The length of the UTF-8 sequence at `at`, which does not begin with ASCII; 0 when it is none. The
// limits of the second byte keep out overlong forms, surrogates and what lies beyond U+10FFFF
// (RFC 3629 section 4).
std::size_t sequence_length(std::string_view bytes, std::size_t at)
{
    auto first = byte_at(bytes, at);
    std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes.size() - at < length) return 0;
    std::uint8_t least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    std::uint8_t most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    auto second = byte_at(bytes, at + 1);
    if (second < least || second > most) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte_at(bytes, at + i) & 0xC0) != 0x80) return 0;
    return length;
}

// Up to U+FFFF, which is all that Windows-1252 has.
void append_code_point(std::string& out, std::uint32_t code)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

// C1 control characters, line and paragraph separators, and what turns the direction of writing:
// the code point, or 0 for any other text at this place.
unsigned unprintable(std::string_view text)
{
    auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    if (byte(0) == 0xC2 && byte(1) < 0xA0) return byte(1);
    if (byte(0) != 0xE2 || (byte(1) != 0x80 && byte(1) != 0x81)) return 0;
    auto code = 0x2000U + ((byte(1) & 0x3FU) << 6) + (byte(2) & 0x3FU);
    auto within = [code](unsigned first, unsigned last) { return code >= first && code <= last; };
    return within(0x200E, 0x200F) || within(0x2028, 0x202E) || within(0x2066, 0x2069) ? code : 0;
}

// "\\x" or "\\u", and the code in so many hexadecimal digits.
void append_code(std::string& line, std::string_view lead, unsigned code, int digits)
{
    line += lead;
    for (auto shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        line += "0123456789abcdef"[code >> shift & 0xFU];
}

}

bool is_utf8(std::string_view bytes)
{
    for (std::size_t i = 0; i < bytes.size();) {
        if (bytes.size() - i >= 8 && is_ascii_block(bytes, i)) {
            i += 8;
        } else if (byte_at(bytes, i) < 0x80) {
            ++i;
        } else {
            auto length = sequence_length(bytes, i);
            if (length == 0) return false;
            i += length;
        }
    }
    return true;
}

void append_utf8(std::string& out, std::string_view bytes)
{
    if (is_utf8(bytes)) {
        out += bytes;
        return;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::uint32_t code = byte_at(bytes, i);
        append_code_point(out, code >= 0x80 && code <= 0x9F ? windows_1252[code - 0x80] : code);
    }
}

std::string to_utf8(std::string_view bytes)
{
    std::string out;
    append_utf8(out, bytes);
    return out;
}

void append_printable(std::string& line, std::string_view utf8)
{
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        auto c = static_cast<unsigned char>(utf8[i]);
        if (c == '\n') {
            line += "\\n";
        } else if (c == '\r') {
            line += "\\r";
        } else if (c < 0x20 || c == 0x7F) {
            append_code(line, "\\x", c, 2);
        } else if (auto code = unprintable(utf8.substr(i))) {
            append_code(line, "\\u", code, 4);
            i += code < 0x800 ? 1 : 2;
        } else {
            line += utf8[i];
        }
    }
}

}
