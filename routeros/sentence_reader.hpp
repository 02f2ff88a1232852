// Bytes in, sentences out. Incremental, without I/O: bytes may arrive in any portions, down to one
// at a time. Memory grows with the bytes received, never with a length declared by the peer.
#pragma once

#include "routeros/failure.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace routeros {

struct reader_limits {
    std::size_t word_bytes = 16U << 20;
    std::size_t sentence_bytes = 64U << 20;
    std::size_t sentence_words = 65'536;
};

// The words of one sentence, at least one, none empty.
using sentence_view = std::span<const std::string_view>;

class sentence_reader {
public:
    explicit sentence_reader(reader_limits limits = {}) : limits_(limits) {}

    // Where to put the next bytes; valid until the next call of any member. At least 4 KiB, more
    // while the peer is sending much, and given back when it is not.
    std::span<char> prepare();

    // `count` bytes of the prepared span were filled.
    void commit(std::size_t count);

    // The next whole sentence, or nothing when more bytes are needed. The words are views into the
    // buffer, valid until the next call of prepare() or next(). Empty sentences are skipped
    // (protocol reference 1.3). An error (bad_length, too_long) is final: where the next sentence
    // begins is unknown, so every later call repeats it.
    result<std::optional<sentence_view>> next();

    // The bytes of the sentence that is not yet whole: what arrived last when a link ends in the
    // middle of a word.
    std::string_view pending() const { return {buffer_.get() + begin_, end_ - begin_}; }

    std::size_t capacity() const { return capacity_; }

private:
    std::optional<failure> read_word(bool& ended);
    void start_sentence();
    void move_to(std::size_t capacity);

    reader_limits limits_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0; // of the sentence being read
    std::size_t scan_ = 0;  // of the word being read
    std::size_t end_ = 0;   // of the bytes received
    std::size_t portion_ = 4096;
    bool returned_ = false; // words_ holds a sentence already handed out
    std::vector<std::string_view> words_;
    std::optional<failure> broken_;
};

}
