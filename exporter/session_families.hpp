// The families that tell how the sessions of routers fare: their state, breaker, pauses, restarts.
#pragma once

#include "exporter/family.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

#include <chrono>
#include <vector>

namespace exporter {

void write_session_families(page_writer& out,
                            format f,
                            const fleet_view& routers,
                            std::chrono::steady_clock::time_point now);

// What they are, in the order in which they are written.
std::vector<const family*> session_families();

}
