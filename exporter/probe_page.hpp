// The answer to /probe.
#pragma once

#include "exporter/collector_choice.hpp"
#include "exporter/family.hpp"
#include "exporter/page_writer.hpp"
#include "exporter/probe_pool.hpp"

#include <chrono>

namespace exporter {

struct probe_view {
    probed router;
    collector_choice chosen;
};

// probe_success and probe_duration_seconds, then the router's series; whole, with the end mark.
void write_probe_page(page_writer& out,
                      format f,
                      const probe_view& view,
                      std::chrono::duration<double> took);

}
