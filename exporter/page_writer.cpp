#include "exporter/page_writer.hpp"

#include <algorithm>
#include <array>

namespace exporter {

void page_writer::take(std::span<char> room)
{
    begin_ = at_ = room.data();
    end_ = room.data() + room.size();
}

void page_writer::flush()
{
    if (reader_gone()) return;
    take(sink_.turn(static_cast<std::size_t>(at_ - begin_)));
}

bool page_writer::make_room(std::size_t most)
{
    flush();
    return room() >= most;
}

void page_writer::text(std::string_view text)
{
    while (!text.empty() && !reader_gone()) {
        if (room() == 0) {
            flush();
            continue;
        }
        auto part = std::min(text.size(), room());
        std::memcpy(at_, text.data(), part);
        at_ += part;
        text.remove_prefix(part);
    }
}

void page_writer::number(double value)
{
    std::array<char, number_text_limit> digits{};
    const auto* end = write_number(digits.data(), value);
    text({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

// Labels longer than the buffer.
void page_writer::sample_in_pieces(std::string_view name, std::string_view labels, double value)
{
    text(name);
    text(labels);
    text(" ");
    number(value);
    text("\n");
}

std::span<char> string_sink::turn(std::size_t written)
{
    if (buffer_.empty()) buffer_.resize(4096);
    text_.append(buffer_, 0, written);
    return buffer_;
}

}
