#include "tests/bench/compressing.hpp"

#include "exporter/exposition.hpp"
#include "exporter/gzip.hpp"
#include "tests/bench/measure.hpp"

#include <algorithm>
#include <string>
#include <vector>
#include <zlib.h>

namespace bench {

namespace {

constexpr std::size_t portion = std::size_t{256} << 10;

// Room for a portion that does not shrink.
using buffer = std::vector<char>;

std::size_t by_exporter(std::string_view page, buffer& out)
{
    exporter::gzip_stream stream;
    std::size_t bytes = 0;
    auto drain = [&] {
        for (;;) {
            auto got = stream.drain(out);
            bytes += got;
            if (got < out.size()) return;
        }
    };
    for (; !page.empty(); page.remove_prefix(std::min(portion, page.size()))) {
        stream.feed(page.substr(0, portion));
        drain();
    }
    stream.feed({});
    stream.end();
    drain();
    return bytes;
}

std::size_t by_zlib(std::string_view page, buffer& out)
{
    z_stream s{};
    deflateInit2(&s, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::size_t bytes = 0;
    while (!page.empty()) {
        auto part = page.substr(0, portion);
        page.remove_prefix(part.size());
        s.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
        s.avail_in = static_cast<uInt>(part.size());
        do {
            s.next_out = reinterpret_cast<Bytef*>(out.data());
            s.avail_out = static_cast<uInt>(out.size());
            deflate(&s, page.empty() ? Z_FINISH : Z_NO_FLUSH);
            bytes += out.size() - s.avail_out;
        } while (s.avail_out == 0);
    }
    deflateEnd(&s);
    return bytes;
}

}

void measure_compressing(const exporter::snapshot_store& store)
{
    title("gzip of one page");
    exporter::string_sink sink;
    exporter::page_writer writer(sink);
    exporter::write_exposition(writer,
                               exporter::format::text,
                               store.collectors(),
                               store.view(),
                               exporter::moment::now().steady);
    writer.flush();
    auto page = sink.take();
    buffer out(std::size_t{64} << 10);
    for (auto [name, compress] : {std::pair{"as the exporter does", &by_exporter},
                                  std::pair{"zlib's fastest level", &by_zlib}}) {
        std::size_t bytes = 0;
        auto seconds = least_seconds(5, [&] { bytes = compress(page, out); });
        line(std::string(name) + ": CPU", seconds * 1000, "ms");
        line(std::string(name) + ": text over gzip",
             static_cast<double>(page.size()) / static_cast<double>(bytes),
             "");
    }
}

}
