// Words: a length prefix of one to five bytes, then that many bytes (protocol reference 1.2). Bytes
// are bytes: there is no character set on the wire.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace routeros {

// Appends the canonical (shortest) prefix and the word. An empty word ends a sentence.
void append_word(std::string& out, std::string_view word);

enum class length_state : std::uint8_t {
    complete,
    incomplete, // the prefix itself continues in bytes not yet received
    invalid,    // F1-F7 (lengths no router supports) or F8-FF (reserved control bytes)
};

struct decoded_length {
    length_state state = length_state::incomplete;
    std::uint8_t prefix = 0; // bytes the prefix takes
    std::uint32_t length = 0;
};

// Reads a prefix from the front of `bytes`. Over-long forms are accepted, as routers' peers send
// them.
decoded_length decode_length(std::string_view bytes);

}
