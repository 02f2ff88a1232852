// Replies as bytes, right or deliberately wrong.
#pragma once

#include "tests/simulator/faults.hpp"
#include "tests/simulator/row.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace simulator {

struct trap {
    std::string message;
    std::optional<int> category;
};

class reply_writer {
public:
    // Appends to `out`; both must outlive the writer.
    reply_writer(std::string& out, const faults& how) : out_(out), how_(how) {}

    // The replies that follow answer the command with this tag; nullopt: without one.
    void answer_to(std::optional<std::string_view> tag) { tag_ = tag; }

    // A `!re` with the properties of `item`, or those named in `wanted` when it is not empty.
    void row(const simulator::row& item, std::span<const std::string> wanted);
    void done(std::optional<std::string_view> ret = std::nullopt);
    void trap(const simulator::trap& t);
    void empty();
    void fatal(std::string_view reason);

    std::size_t size() const { return out_.size(); }

private:
    void begin(std::string_view reply_word);
    void attribute(std::string_view name, std::string_view value);
    void end();
    void word(std::string_view text);
    void tag_word();

    std::string& out_;
    const faults& how_;
    std::optional<std::string_view> tag_;
    std::string word_; // being put together
};

// What a router that is none might send.
std::string nonsense_bytes(nonsense kind);

}
