// The fleet the figures are about, F50: 50 routers with 500 PPPoE sessions, 10 Ethernet ports and a
// bridge each, 16 metrics per interface.
#pragma once

#include "config/fleet.hpp"
#include "exporter/collector.hpp"

#include <memory>
#include <string>
#include <vector>

namespace bench {

inline constexpr std::size_t routers = 50;
inline constexpr std::size_t interfaces_per_router = 511;
inline constexpr std::size_t metrics_per_interface = 16;
inline constexpr std::size_t series = routers * interfaces_per_router * metrics_per_interface;

std::vector<config::router> make_routers();

// The built-in interface collector, with its 16 counters and states only.
std::shared_ptr<const exporter::catalogue> interface_collector();

enum class row_width {
    asked, // what the collector's .proplist asks for
    full,  // all that RouterOS 7 sends unasked
};

// One router's answer to /interface/print, as bytes on the wire.
std::string interface_answer(std::size_t router, row_width width);

}
