// The page of one router for people: what it is, what is wrong, and how every collector fares.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

#include <string_view>

namespace exporter {

// Needs no script and loads nothing but its style sheet. All that comes from routers and files is
// escaped. Collectors in trouble come first.
void write_router_page(page_writer& out,
                       const catalogue& collectors,
                       const router_snapshot& router,
                       const moment& now,
                       std::string_view version);

}
