// Lines to a file or pipe, written by a thread of its own: who has something to say never waits for
// a full disk, or for a reader that stands still.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace runtime {

class line_writer {
public:
    // Of lines that wait, no more than `most` are kept: the oldest go.
    explicit line_writer(int file, std::size_t most = 10'000);
    line_writer(const line_writer&) = delete;
    // Writes what waits, as far as that is possible within a second.
    ~line_writer();

    // Any thread. The line has its end.
    void write(std::string line);

    // Lines that were never written, or not whole. Any thread.
    std::uint64_t lost() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

}
