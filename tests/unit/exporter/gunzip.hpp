// gzip read by zlib, which is not what writes it.
#pragma once

#include <array>
#include <string>
#include <zlib.h>

namespace fixture {

// The text of one gzip member; what is wrong with it in angle brackets instead.
inline std::string gunzip(std::string compressed)
{
    z_stream s{};
    if (inflateInit2(&s, 16 + MAX_WBITS) != Z_OK) return "<no zlib>";
    s.next_in = reinterpret_cast<Bytef*>(compressed.data());
    s.avail_in = static_cast<uInt>(compressed.size());
    std::string text;
    std::array<char, 65536> room{};
    int result = Z_OK;
    while (result == Z_OK) {
        s.next_out = reinterpret_cast<Bytef*>(room.data());
        s.avail_out = static_cast<uInt>(room.size());
        result = inflate(&s, Z_NO_FLUSH);
        text.append(room.data(), room.size() - s.avail_out);
    }
    auto left = s.avail_in;
    inflateEnd(&s);
    if (result != Z_STREAM_END) return "<not complete>";
    return left == 0 ? text : "<bytes behind its end>";
}

}
