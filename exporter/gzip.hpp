// gzip while it is made: text in, one gzip member out, through buffers of fixed size.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace exporter {

class gzip_stream {
public:
    gzip_stream();
    ~gzip_stream();
    gzip_stream(const gzip_stream&) = delete;

    // The next bytes to compress, which must stay where they are until drain() has used them up;
    // none may be left from before.
    void feed(std::string_view bytes);
    // What was fed last is the end.
    void end();

    // Writes compressed bytes and returns how many. Fewer than there is room for: all that was fed
    // is used up and, after end(), the member is complete.
    std::size_t drain(std::span<char> room);

private:
    struct state;
    std::unique_ptr<state> state_;
};

}
