// What a router says: a sentence taken apart (protocol reference 1.4, 1.6). Views into the reader's
// buffer: valid for as long as the sentence is.
#pragma once

#include "routeros/sentence_reader.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace routeros {

// Of what a router says for people (messages, reasons, names) no more is kept: a word may have
// megabytes.
inline constexpr std::size_t longest_text = 1024;

enum class reply_kind : std::uint8_t {
    row,     // !re
    done,    // !done: the one that ends a command
    trap,    // !trap: any number per command, before !done
    fatal,   // !fatal: the router closes the connection
    empty,   // !empty: no rows this time (7.18 and later); ends nothing
    unknown, // anything else, to be counted and ignored
};

struct attribute {
    std::string_view name; // may be empty
    std::string_view value;
};

struct reply {
    reply_kind kind = reply_kind::unknown;
    std::optional<std::string_view> tag;
    std::span<const attribute> attributes; // in the order sent; a name may occur twice
    std::string_view bare;                 // the first word without '=' behind !fatal: the reason

    // The first attribute of this name.
    std::optional<std::string_view> find(std::string_view name) const;
};

// Turns sentences into replies, reusing its storage: a reply is valid until the next parse().
class reply_parser {
public:
    reply parse(sentence_view words);

private:
    std::vector<attribute> attributes_;
};

// True for a word a router may begin a sentence with ('!' and a letter): anything else at the start
// of a conversation says that the peer is no RouterOS API.
bool is_reply_word(std::string_view word);

}
