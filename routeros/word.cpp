#include "routeros/word.hpp"

namespace routeros {
namespace {

std::uint32_t byte_at(std::string_view bytes, std::size_t i)
{
    return static_cast<unsigned char>(bytes[i]);
}

void append_byte(std::string& out, std::uint32_t value)
{
    out.push_back(static_cast<char>(value & 0xFF));
}

}

void append_word(std::string& out, std::string_view word)
{
    auto length = static_cast<std::uint32_t>(word.size());
    if (length < 0x80) {
        append_byte(out, length);
    } else if (length < 0x4000) {
        append_byte(out, length >> 8 | 0x80);
        append_byte(out, length);
    } else if (length < 0x200000) {
        append_byte(out, length >> 16 | 0xC0);
        append_byte(out, length >> 8);
        append_byte(out, length);
    } else {
        if (length < 0x10000000) {
            append_byte(out, length >> 24 | 0xE0);
        } else {
            append_byte(out, 0xF0);
            append_byte(out, length >> 24);
        }
        append_byte(out, length >> 16);
        append_byte(out, length >> 8);
        append_byte(out, length);
    }
    out.append(word);
}

decoded_length decode_length(std::string_view bytes)
{
    if (bytes.empty()) return {};
    auto first = byte_at(bytes, 0);
    if (first < 0x80) return {length_state::complete, 1, first};
    if (first > 0xF0) return {length_state::invalid, 0, 0};

    std::uint8_t prefix = first < 0xC0 ? 2 : first < 0xE0 ? 3 : first < 0xF0 ? 4 : 5;
    if (bytes.size() < prefix) return {};
    constexpr std::uint32_t payload_of_first[] = {0, 0, 0x3F, 0x1F, 0x0F, 0};
    auto length = first & payload_of_first[prefix];
    for (std::size_t i = 1; i < prefix; ++i)
        length = length << 8 | byte_at(bytes, i);
    return {length_state::complete, prefix, length};
}

}
