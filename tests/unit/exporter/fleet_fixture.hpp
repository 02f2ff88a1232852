// A store of routers with rows, and a clock that tests turn.
#pragma once

#include "exporter/exposition.hpp"
#include "exporter/snapshot.hpp"
#include "tests/unit/exporter/fixture.hpp"

namespace fixture {

using namespace std::chrono_literals;

inline exporter::moment at(std::chrono::seconds since_start)
{
    return {std::chrono::steady_clock::time_point(1h) + since_start,
            std::chrono::system_clock::time_point(1'700'000'000s) + since_start};
}

// `interface` every 15 s; `session` every 30 s, with the bytes of its interface joined in.
inline std::shared_ptr<const exporter::catalogue> two_collectors()
{
    auto interfaces = definition("interface");
    interfaces.labels = {{"interface", {"name"}}};
    interfaces.metrics = {counter("mikrotik_interface_rx_bytes_total", "rx-byte"),
                          gauge("mikrotik_interface_up", "running"),
                          metric("mikrotik_interface_info", config::metric_kind::info, "")};
    interfaces.metrics[1].form = config::value_form::flag;
    interfaces.metrics[2].labels = {{"comment", {"comment"}}};
    auto sessions = definition("session");
    sessions.every = 30s;
    sessions.labels = {{"user", {"user"}}};
    sessions.counts = {{"mikrotik_sessions", "Help.", {}, {}}};
    sessions.join = config::join_definition{
        .collector = "interface",
        .label = "interface",
        .property = "port",
        .columns = {
            {"mikrotik_session_rx_bytes_total", "Help.", "mikrotik_interface_rx_bytes_total"}}};
    return compile({interfaces, sessions});
}

class fleet {
public:
    explicit fleet(std::vector<config::router> routers)
        : store(two_collectors(), std::move(routers), at(0s))
    {
    }

    void publish_interface(std::size_t router, pairs row, std::chrono::seconds when)
    {
        publish(router, 0, row, when);
    }
    void publish_session(std::size_t router, pairs row, std::chrono::seconds when)
    {
        publish(router, 1, row, when);
    }

    // The page without the exporter's own families, unless asked for.
    std::string page(std::chrono::seconds when, exporter::format f = exporter::format::text) const
    {
        exporter::string_sink sink;
        exporter::page_writer out(sink);
        exporter::write_exposition(out, f, store.collectors(), store.view(), at(when).steady);
        exporter::write_end(out, f);
        out.flush();
        return sink.take();
    }

    exporter::snapshot_store store;

private:
    void publish(std::size_t router, std::size_t collector, pairs row, std::chrono::seconds when)
    {
        auto builder = store.start(router, collector, at(when));
        builder->on_row(sent_row(row).reply);
        store.publish(router, collector, builder->finish().rows, 80ms, at(when));
    }
};

// Samples of one metric, in the order of the page.
inline std::string samples(const std::string& page, const std::string& name)
{
    std::string out;
    std::size_t begin = 0;
    while (begin < page.size()) {
        auto end = page.find('\n', begin) + 1;
        auto line = page.substr(begin, end - begin);
        if (line.starts_with(name + "{") || line.starts_with(name + " ")) out += line;
        begin = end;
    }
    return out;
}

}
