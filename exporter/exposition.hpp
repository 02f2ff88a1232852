// Writes what is known of the routers for Prometheus: family by family over all of them, each
// family once, straight from the tables into the page.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/collector_choice.hpp"
#include "exporter/family.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

#include <chrono>

namespace exporter {

// All series of the given routers that the chosen collectors have, and those of the routers
// themselves; not the exporter's own, nor the end mark of OpenMetrics.
void write_exposition(page_writer& out,
                      format f,
                      const catalogue& collectors,
                      const fleet_view& routers,
                      std::chrono::steady_clock::time_point now,
                      const collector_choice& chosen = {});

// `# EOF` where the format has it.
void write_end(page_writer& out, format f);

}
