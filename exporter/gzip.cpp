#include "exporter/gzip.hpp"

#include <array>
#include <isa-l/igzip_lib.h>

namespace exporter {

// Some 360 KB, whatever the length of the text.
struct gzip_stream::state {
    isal_zstream stream;
    std::array<std::uint8_t, ISAL_DEF_LVL1_DEFAULT> level_buffer;
};

// Not value-initialised: the level's buffer needs no zeros.
gzip_stream::gzip_stream() : state_(new state)
{
    auto& s = state_->stream;
    isal_deflate_init(&s);
    s.gzip_flag = IGZIP_GZIP;
    s.level = 1;
    s.level_buf = state_->level_buffer.data();
    s.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    s.flush = NO_FLUSH;
}

gzip_stream::~gzip_stream() = default;

void gzip_stream::feed(std::string_view bytes)
{
    // The library reads only, and has no const.
    state_->stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
    state_->stream.avail_in = static_cast<std::uint32_t>(bytes.size());
}

void gzip_stream::end()
{
    state_->stream.end_of_stream = 1;
}

std::size_t gzip_stream::drain(std::span<char> room)
{
    auto& s = state_->stream;
    s.next_out = reinterpret_cast<std::uint8_t*>(room.data());
    s.avail_out = static_cast<std::uint32_t>(room.size());
    isal_deflate(&s);
    return room.size() - s.avail_out;
}

}
