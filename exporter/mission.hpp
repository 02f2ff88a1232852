// What the exporter is to do: the fleet file and all it names, read and checked.
#pragma once

#include "config/fleet.hpp"
#include "config/mistake.hpp"
#include "exporter/collector.hpp"

#include <boost/system/result.hpp>

#include <memory>
#include <string>
#include <vector>

namespace exporter {

struct mission {
    config::fleet fleet;
    std::vector<config::collector_definition> definitions;
    std::shared_ptr<const catalogue> collectors;
};

// Every mistake of all files at once. While the definitions are those of the mission `before`, so
// is the catalogue.
boost::system::result<mission, config::mistakes> read_mission(const std::string& fleet_file,
                                                              const mission* before = nullptr);

}
