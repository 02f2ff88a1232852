#include "routeros/sentence_reader.hpp"

#include "routeros/word.hpp"

#include <algorithm>
#include <cstring>

namespace routeros {
namespace {

constexpr std::size_t smallest_portion = 4096;
constexpr std::size_t largest_portion = 65'536;

}

std::span<char> sentence_reader::prepare()
{
    start_sentence();
    auto held = end_ - begin_;
    // A burst that is over gives its memory back: thousands of routers are idle most of the time.
    if (held == 0 && capacity_ > portion_) {
        buffer_.reset();
        capacity_ = begin_ = scan_ = end_ = 0;
    }
    if (capacity_ - end_ < portion_) {
        auto enough = held + portion_ <= capacity_ && begin_ >= held;
        move_to(enough ? capacity_ : std::max(held + portion_, 2 * held));
    }
    return {buffer_.get() + end_, capacity_ - end_};
}

void sentence_reader::commit(std::size_t count)
{
    auto filled = count == capacity_ - end_;
    end_ += count;
    portion_ = filled ? std::min(portion_ * 2, largest_portion) : smallest_portion;
}

result<std::optional<sentence_view>> sentence_reader::next()
{
    if (broken_) return *broken_;
    start_sentence();
    for (;;) {
        auto before = scan_;
        auto ended = false;
        broken_ = read_word(ended);
        if (broken_) return *broken_;
        if (ended && words_.empty()) {
            begin_ = scan_;
            continue;
        }
        if (ended) {
            returned_ = true;
            return std::optional<sentence_view>(words_);
        }
        if (scan_ == before) return std::optional<sentence_view>();
    }
}

// Advances over one word when all of it is there; `ended` tells a zero length, the sentence's end.
std::optional<failure> sentence_reader::read_word(bool& ended)
{
    std::string_view bytes(buffer_.get() + scan_, end_ - scan_);
    auto [state, prefix, length] = decode_length(bytes);
    if (state == length_state::invalid)
        return failure{errc::bad_length, "first byte " + std::to_string(bytes[0] & 0xFF)};
    if (state == length_state::incomplete) return std::nullopt;
    if (length == 0) {
        ended = true;
        scan_ += prefix;
        return std::nullopt;
    }
    if (length > limits_.word_bytes)
        return failure{errc::too_long, "a word of " + std::to_string(length) + " bytes"};
    if (scan_ - begin_ + prefix + length > limits_.sentence_bytes)
        return failure{errc::too_long, "a sentence past its limit in bytes"};
    if (words_.size() == limits_.sentence_words)
        return failure{errc::too_long, "a sentence past its limit in words"};
    if (bytes.size() - prefix < length) return std::nullopt;
    words_.push_back(bytes.substr(prefix, length));
    scan_ += prefix + length;
    return std::nullopt;
}

void sentence_reader::start_sentence()
{
    if (!returned_) return;
    returned_ = false;
    words_.clear();
    begin_ = scan_;
    if (begin_ == end_) begin_ = scan_ = end_ = 0;
}

// Moves what is held to the front of a buffer of this capacity; the words read so far move along.
void sentence_reader::move_to(std::size_t capacity)
{
    auto* old = buffer_.get() + begin_;
    auto held = end_ - begin_;
    if (capacity == capacity_) {
        if (held != 0) std::memmove(buffer_.get(), old, held);
        for (auto& word : words_)
            word = {buffer_.get() + (word.data() - old), word.size()};
    } else {
        auto bigger = std::make_unique_for_overwrite<char[]>(capacity);
        if (held != 0) std::memcpy(bigger.get(), old, held);
        for (auto& word : words_)
            word = {bigger.get() + (word.data() - old), word.size()};
        buffer_ = std::move(bigger);
        capacity_ = capacity;
    }
    scan_ -= begin_;
    begin_ = 0;
    end_ = held;
}

}
