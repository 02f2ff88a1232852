// What the pages show, and what they have done; outlives them.
#pragma once

#include "exporter/probe_pool.hpp"
#include "exporter/reload.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/snapshot.hpp"
#include "runtime/logger.hpp"

#include <functional>
#include <string>

namespace exporter {

struct page_sources {
    const snapshot_store& routers;
    self_metrics& metrics;
    std::string version;
    const runtime::logger& log;
    std::function<reload_outcome()> reload{}; // what POST /-/reload does; empty: it is not enabled
    probe_pool* probes = nullptr;             // who answers /probe; null: nobody
};

}
