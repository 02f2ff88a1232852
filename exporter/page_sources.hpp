// What the pages show, and what they have done; outlives them.
#pragma once

#include "exporter/audience.hpp"
#include "exporter/breaker_request.hpp"
#include "exporter/probe_pool.hpp"
#include "exporter/reload.hpp"
#include "exporter/self_metrics.hpp"
#include "runtime/logger.hpp"

#include <functional>
#include <optional>
#include <string>

namespace exporter {

struct page_sources {
    shown_routers routers;
    self_metrics& metrics;
    std::string version;
    const runtime::logger& log;
    std::function<reload_outcome()> reload{}; // what POST /-/reload does; empty: it is not enabled
    // What POST /-/breaker does: false, no router is called so; nothing, the exporter is stopping.
    // Empty: it is not enabled.
    std::function<std::optional<bool>(const breaker_request&)> steer{};
    probe_pool* probes = nullptr; // who answers /probe; null: nobody
};

}
