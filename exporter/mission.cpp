#include "exporter/mission.hpp"

#include "config/collector_file.hpp"
#include "config/load.hpp"

#include <cstdlib>
#include <optional>

namespace exporter {

namespace {

std::optional<std::string> environment_variable(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

}

boost::system::result<mission, config::mistakes> read_mission(const std::string& fleet_file,
                                                              const mission* before)
{
    auto definitions = config::builtin_collectors();
    auto options = config::options_for(definitions);
    options.environment = environment_variable;
    auto fleet = config::load_fleet(fleet_file, options);
    if (!fleet) return fleet.error();
    for (auto& own : fleet->exporter.collectors) {
        std::erase_if(definitions, [&](const auto& d) { return d.name == own.name; });
        definitions.push_back(own);
    }
    for (auto& d : definitions)
        if (auto most = fleet->exporter.max_rows.find(d.name);
            most != fleet->exporter.max_rows.end())
            d.max_rows = most->second;
    if (before && before->definitions == definitions)
        return mission{std::move(*fleet), std::move(definitions), before->collectors};
    auto collectors = catalogue::compile(definitions);
    if (!collectors) return collectors.error();
    return mission{std::move(*fleet), std::move(definitions), *collectors};
}

}
