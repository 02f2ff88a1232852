#include "tests/bench/fleet.hpp"

#include "config/collector_file.hpp"
#include "routeros/sentence.hpp"

#include <fmt/core.h>

#include <random>
#include <stdexcept>

namespace bench {

namespace {

struct interface {
    std::string name;
    std::string_view type;
};

interface interface_at(std::size_t index)
{
    if (index == 0) return {"bridge1", "bridge"};
    if (index <= 10) return {fmt::format("ether{}", index), "ether"};
    return {fmt::format("<pppoe-subscriber{:04}@isp.example>", index - 10), "pppoe-in"};
}

void append_row(std::string& out, std::size_t index, row_width width, std::mt19937_64& chance)
{
    auto [name, type] = interface_at(index);
    auto is_full = width == row_width::full;
    auto up_to = [&](std::uint64_t most) { return std::to_string(chance() % most); };
    routeros::sentence row("!re");
    row.tag(17);
    if (is_full) row.attribute(".id", fmt::format("*{:X}", index + 1));
    row.attribute("name", name);
    if (is_full) {
        row.attribute("default-name", name).attribute("type", type).attribute("mtu", "1500");
        row.attribute("actual-mtu", "1500")
            .attribute("l2mtu", "1598")
            .attribute("max-l2mtu", "4074");
        row.attribute("mac-address", "48:8F:5A:00:00:01");
        row.attribute("last-link-down-time", "2024-11-24 06:18:08");
        row.attribute("last-link-up-time", "2024-11-24 06:18:09");
    }
    row.attribute("link-downs", up_to(100));
    for (auto counter : {"rx-byte", "tx-byte"})
        row.attribute(counter, up_to(1'000'000'000'000));
    for (auto counter : {"rx-packet", "tx-packet"})
        row.attribute(counter, up_to(1'000'000'000));
    for (auto counter : {"rx-drop", "tx-drop", "tx-queue-drop", "rx-error", "tx-error"})
        row.attribute(counter, up_to(10));
    for (auto counter : {"fp-rx-byte", "fp-tx-byte"})
        row.attribute(counter, up_to(1'000'000'000'000));
    for (auto counter : {"fp-rx-packet", "fp-tx-packet"})
        row.attribute(counter, up_to(1'000'000'000));
    row.attribute("running", "true").attribute("disabled", "false");
    out += row.bytes();
}

}

std::vector<config::router> make_routers()
{
    std::vector<config::router> out;
    for (std::size_t i = 0; i < routers; ++i) {
        config::router r;
        r.name = fmt::format("pop-{:03}", i);
        r.site = fmt::format("site-{}", i % 10);
        out.push_back(std::move(r));
    }
    return out;
}

std::shared_ptr<const exporter::catalogue> interface_collector()
{
    for (auto& definition : config::builtin_collectors()) {
        if (definition.name != "interface") continue;
        definition.metrics.resize(metrics_per_interface);
        auto compiled = exporter::catalogue::compile({&definition, 1});
        if (compiled) return *compiled;
    }
    throw std::runtime_error("the built-in interface collector does not compile");
}

std::string interface_answer(std::size_t router, row_width width)
{
    std::mt19937_64 chance(router);
    std::string out;
    for (std::size_t i = 0; i < interfaces_per_router; ++i)
        append_row(out, i, width, chance);
    return out + routeros::sentence("!done").tag(17).bytes();
}

}
