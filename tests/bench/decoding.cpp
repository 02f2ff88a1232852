#include "tests/bench/decoding.hpp"

#include "exporter/snapshot.hpp"
#include "routeros/reply.hpp"
#include "routeros/sentence_reader.hpp"
#include "tests/bench/fleet.hpp"
#include "tests/bench/measure.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace bench {

namespace {

// Bytes as a socket gives them, sentences out: what the session does with every answer.
template <class OnReply>
void decode(std::string_view bytes, OnReply&& on_reply)
{
    routeros::sentence_reader reader;
    routeros::reply_parser parser;
    while (!bytes.empty()) {
        auto room = reader.prepare();
        auto portion = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), portion);
        reader.commit(portion);
        bytes.remove_prefix(portion);
        for (auto next = reader.next(); next && *next; next = reader.next())
            on_reply(parser.parse(**next));
    }
}

std::vector<std::string> record(row_width width)
{
    std::vector<std::string> answers;
    for (std::size_t i = 0; i < routers; ++i)
        answers.push_back(interface_answer(i, width));
    return answers;
}

std::size_t total(const std::vector<std::string>& answers)
{
    std::size_t sum = 0;
    for (const auto& a : answers)
        sum += a.size();
    return sum;
}

void measure_decoding(std::string_view what, const std::vector<std::string>& answers)
{
    title(what);
    std::size_t replies = 0;
    auto seconds = least_seconds(7, [&] {
        replies = 0;
        for (const auto& a : answers)
            decode(a, [&](const routeros::reply&) { ++replies; });
    });
    line("bytes of one row", static_cast<double>(answers[0].size()) / interfaces_per_router, "B");
    line("sentences decoded", static_cast<double>(replies) / seconds / 1e6, "M/s");
    line("bytes decoded", static_cast<double>(total(answers)) / seconds / 1e6, "MB/s");
    line("CPU for the whole fleet", seconds * 1000, "ms");
}

void collect(exporter::snapshot_store& store, const std::vector<std::string>& answers)
{
    for (std::size_t i = 0; i < answers.size(); ++i) {
        auto builder = store.start(i, 0);
        decode(answers[i], [&](const routeros::reply& r) {
            if (r.kind == routeros::reply_kind::row) builder->on_row(r);
        });
        store.publish(i, 0, builder->finish().rows, {}, exporter::moment::now());
    }
}

}

void measure_collecting(exporter::snapshot_store& store)
{
    auto asked = record(row_width::asked);
    measure_decoding("Decoding answers to /interface/print, with .proplist", asked);
    measure_decoding("Decoding answers to /interface/print, whole rows", record(row_width::full));

    title("Decoding and building tables (with .proplist)");
    auto before = resident_bytes();
    collect(store, asked);
    auto after = resident_bytes();
    auto seconds = least_seconds(7, [&] { collect(store, asked); });
    auto rows = static_cast<double>(routers * interfaces_per_router);
    line("rows built", rows / seconds / 1e6, "M/s");
    line("CPU for the whole fleet", seconds * 1000, "ms");
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < store.size(); ++i)
        bytes += store[i].collectors[0].rows->bytes();
    line("memory of the tables", static_cast<double>(bytes) / 1e6, "MB");
    line("growth of resident memory by the first tables",
         static_cast<double>(after > before ? after - before : 0) / 1e6,
         "MB");
}

}
