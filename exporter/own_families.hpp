// Every family that is not of a collector: what the exporter says of routers, of itself and of its
// process. For the document of metrics.
#pragma once

#include "exporter/collector.hpp"

#include <string>
#include <vector>

namespace exporter {

struct own_family {
    std::string name;
    family_type type = family_type::gauge;
    std::string help;
    std::vector<std::string> labels; // besides those of every router's series
    bool of_router = false;
};

// In the order of /metrics. Any catalogue will do that is not empty.
std::vector<own_family> own_families(const catalogue& collectors);

}
