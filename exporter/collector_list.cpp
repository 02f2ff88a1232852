#include "exporter/collector_list.hpp"

#include "config/collector_file.hpp"
#include "exporter/mission.hpp"
#include "exporter/text_table.hpp"
#include "runtime/duration.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace exporter {

namespace {

// "/ip/firewall/filter, /ip/firewall/nat": the verb goes without saying.
std::string menus_of(const config::collector_definition& d)
{
    std::vector<std::string> menus;
    for (const auto& request : d.requests) {
        auto menu = request.command.substr(0, request.command.rfind('/'));
        if (std::find(menus.begin(), menus.end(), menu) == menus.end()) menus.push_back(menu);
    }
    return boost::algorithm::join(menus, ", ");
}

std::size_t count_metrics(const config::collector_definition& d)
{
    auto joined = d.join ? d.join->columns.size() : 0;
    return d.metrics.size() + d.counts.size() + d.events.size() + joined;
}

}

std::string collector_list(std::span<const config::collector_definition> definitions,
                           bool bold_header)
{
    std::vector<const config::collector_definition*> sorted;
    for (const auto& d : definitions)
        sorted.push_back(&d);
    std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->name < b->name; });
    text_table table(text_table::columns{
        {"collector"}, {"on"}, {"every"}, {"metrics", true}, {"menus"}, {"help"}});
    for (const auto* d : sorted)
        table.add({d->name,
                   d->enabled ? "on" : "off",
                   runtime::format_duration(d->every),
                   std::to_string(count_metrics(*d)),
                   menus_of(*d),
                   d->help});
    return table.text(bold_header);
}

int print_collector_list(const std::string& fleet_file, bool named)
{
    auto definitions = config::builtin_collectors();
    if (named || std::filesystem::exists(fleet_file)) {
        auto mission = read_mission(fleet_file);
        if (!mission) {
            std::cerr << config::text(mission.error());
            return 2;
        }
        definitions = std::move(mission->definitions);
    }
    std::cout << collector_list(definitions, isatty(STDOUT_FILENO) == 1) << std::flush;
    return std::cout ? 0 : 1;
}

}
