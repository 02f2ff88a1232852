// What the exporter itself knows of each router, as series beside those it collected: is it up,
// what is it, and how its collectors fare.
#pragma once

#include "exporter/collector_choice.hpp"
#include "exporter/family.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace exporter {

void write_router_families(page_writer& out,
                           format f,
                           const catalogue& collectors,
                           const fleet_view& routers,
                           std::chrono::steady_clock::time_point now,
                           const collector_choice& chosen);

// What is written above; no collector may define a family of such a name.
std::vector<const family*> router_families();
std::vector<std::string> router_family_names();

}
