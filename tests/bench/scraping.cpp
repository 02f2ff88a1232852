#include "tests/bench/scraping.hpp"

#include "exporter/endpoints.hpp"
#include "exporter/exposition.hpp"
#include "exporter/self_metrics.hpp"
#include "runtime/line_writer.hpp"
#include "tests/bench/fleet.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/core.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <netinet/in.h>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace {

// Takes a page away as fast as can be.
class null_sink final : public exporter::page_sink {
public:
    std::span<char> turn(std::size_t written) override
    {
        bytes += written;
        return buffer_;
    }
    std::size_t bytes = 0;

private:
    std::vector<char> buffer_ = std::vector<char>(std::size_t{256} << 10);
};

class null_streambuf final : public std::streambuf {
protected:
    int overflow(int c) override { return c; }
    std::streamsize xsputn(const char*, std::streamsize size) override { return size; }
};

// The same series as prometheus-cpp holds them after Collect().
std::vector<prometheus::MetricFamily> as_families(const exporter::snapshot_store& store)
{
    const auto& plan = store.collectors()[0];
    std::vector<prometheus::MetricFamily> out;
    for (const auto& f : plan.families) {
        auto type = f.type() == exporter::family_type::counter ? prometheus::MetricType::Counter
                                                               : prometheus::MetricType::Gauge;
        out.push_back({f.name(), "Help.", type, {}});
    }
    for (std::size_t i = 0; i < store.size(); ++i) {
        const auto& t = *store[i].collectors[0].rows;
        for (std::size_t column = 0; column < out.size(); ++column)
            for (std::size_t row = 0; row < t.rows; ++row) {
                prometheus::ClientMetric m;
                m.label = {{"router", store[i].series->router},
                           {"site", store[i].series->site},
                           {"interface",
                            std::string(t.keys ? t.keys->keys[row]
                                               : "<pppoe-subscriber0001@isp.example>")}};
                m.counter.value = m.gauge.value = t.column_of(column).value(row);
                out[column].metric.push_back(std::move(m));
            }
    }
    return out;
}

double write_page(const exporter::snapshot_store& store, exporter::format f, std::size_t& bytes)
{
    return least_seconds(9, [&] {
        null_sink sink;
        exporter::page_writer out(sink);
        exporter::write_exposition(
            out, f, store.collectors(), store.view(), exporter::moment::now().steady);
        out.flush();
        bytes = sink.bytes;
    });
}

// Sends a request, reads the answer to its end, returns its length.
std::size_t fetch(std::uint16_t port, std::string_view headers)
{
    auto s = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::size_t length = 0;
    if (connect(s, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        auto request = fmt::format("GET /metrics HTTP/1.1\r\nHost: x\r\n{}\r\n", headers);
        auto sent = write(s, request.data(), request.size());
        static std::array<char, std::size_t{1} << 20> buffer;
        for (ssize_t n = sent; n > 0; length += static_cast<std::size_t>(n))
            n = read(s, buffer.data(), buffer.size());
    }
    close(s);
    return length;
}

// Scrapes from another process, so that this one's CPU time is the server's alone.
std::size_t fetch_elsewhere(std::uint16_t port, std::string_view headers)
{
    std::array<int, 2> result{};
    if (pipe(result.data()) != 0) throw std::runtime_error("no pipe");
    auto child = fork();
    if (child == 0) {
        auto length = fetch(port, headers);
        auto written = write(result[1], &length, sizeof length);
        _exit(written == sizeof length ? 0 : 1);
    }
    std::size_t length = 0;
    auto got = read(result[0], &length, sizeof length);
    waitpid(child, nullptr, 0);
    close(result[0]);
    close(result[1]);
    return got == sizeof length ? length : 0;
}

void print_scrape(std::string_view how, std::uint16_t port, std::string_view headers)
{
    std::size_t bytes = 0;
    auto wall = std::chrono::duration<double>::max();
    auto cpu = least_seconds(9, [&] {
        auto begin = std::chrono::steady_clock::now();
        bytes = fetch_elsewhere(port, headers);
        wall =
            std::min<std::chrono::duration<double>>(wall, std::chrono::steady_clock::now() - begin);
    });
    line(fmt::format("answer, {}", how), static_cast<double>(bytes) / 1e6, "MB");
    line("CPU of one scrape (this process, with its fork)", cpu * 1000, "ms");
    line("wall time of one scrape", wall.count() * 1000, "ms");
}

}

void measure_exposition(const exporter::snapshot_store& store)
{
    title("Exposition into memory");
    std::size_t bytes = 0;
    auto text = write_page(store, exporter::format::text, bytes);
    auto open_metrics = write_page(store, exporter::format::open_metrics, bytes);
    line("series", static_cast<double>(series), "");
    line("page", static_cast<double>(bytes) / 1e6, "MB");
    line("text 0.0.4: CPU", text * 1000, "ms");
    line("text 0.0.4", static_cast<double>(series) / text / 1e6, "M series/s");
    line("OpenMetrics: CPU", open_metrics * 1000, "ms");

    auto families = as_families(store);
    null_streambuf nowhere;
    auto theirs = least_seconds(3, [&] {
        std::ostream out(&nowhere);
        prometheus::TextSerializer().Serialize(out, families);
    });
    line("prometheus-cpp TextSerializer", static_cast<double>(series) / theirs / 1e6, "M series/s");
    line("ratio", theirs / text, "times as fast");
}

void measure_scrapes(const exporter::snapshot_store& store)
{
    title("Scrapes over loopback, read by another process");
    exporter::self_metrics metrics("bench");
    runtime::line_writer lines(STDERR_FILENO);
    runtime::logger log(runtime::level::error,
                        runtime::log_format::logfmt,
                        runtime::stamped(runtime::log_format::logfmt, lines));
    auto server =
        exporter::endpoints::start({.listen = "127.0.0.1:0"}, {store, metrics, "bench", log});
    if (!server) throw std::runtime_error(server.error().message);
    print_scrape("as it is", (*server)->port(), "");
    print_scrape("gzip", (*server)->port(), "Accept-Encoding: gzip\r\n");
    line("resident memory", static_cast<double>(resident_bytes()) / 1e6, "MB");
}

}
