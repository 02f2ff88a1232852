// The page for people: every router with its state and why, every collector with how fresh it is.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

#include <string_view>

namespace exporter {

// Needs no script and loads nothing but its style sheet. All that comes from routers and files is
// escaped. Routers in trouble come first.
void write_landing_page(page_writer& out,
                        const catalogue& collectors,
                        fleet_view routers,
                        const moment& now,
                        std::string_view version);

}
