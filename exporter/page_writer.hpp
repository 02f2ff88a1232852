// Text of any length through a buffer of fixed size.
#pragma once

#include "exporter/number_text.hpp"

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace exporter {

// Where a page goes: owner of the buffer the writer fills.
class page_sink {
public:
    // Takes the first `written` bytes of the room given last and gives room for more, at least
    // `least_room`. An empty span: the reader is gone, there is no use in going on.
    virtual std::span<char> turn(std::size_t written) = 0;

    static constexpr std::size_t least_room = 256;

protected:
    ~page_sink() = default;
};

class page_writer {
public:
    explicit page_writer(page_sink& sink) : sink_(sink) { take(sink_.turn(0)); }
    page_writer(const page_writer&) = delete;

    // `name{labels} value`: once for each of hundreds of thousands of series, so the room is
    // checked once and everything is inline. After the reader is gone there is never room.
    void sample(std::string_view name, std::string_view labels, double value)
    {
        auto most = name.size() + labels.size() + number_text_limit + 2;
        if (room() < most && !make_room(most)) {
            sample_in_pieces(name, labels, value);
            return;
        }
        std::memcpy(at_, name.data(), name.size());
        at_ += name.size();
        std::memcpy(at_, labels.data(), labels.size());
        at_ += labels.size();
        *at_++ = ' ';
        at_ = write_number(at_, value);
        *at_++ = '\n';
    }

    void text(std::string_view text);
    void number(double value);

    // Gives the rest to the sink; call at the end.
    void flush();

    bool reader_gone() const { return begin_ == nullptr; }

private:
    std::size_t room() const { return static_cast<std::size_t>(end_ - at_); }
    bool make_room(std::size_t most);
    void sample_in_pieces(std::string_view name, std::string_view labels, double value);
    void take(std::span<char> room);

    page_sink& sink_;
    char* begin_ = nullptr;
    char* at_ = nullptr;
    char* end_ = nullptr;
};

// Into a string: pages for tests, and those that are small anyway.
class string_sink final : public page_sink {
public:
    std::span<char> turn(std::size_t written) override;
    std::string take() { return std::move(text_); }

private:
    std::string text_;
    std::string buffer_;
};

}
