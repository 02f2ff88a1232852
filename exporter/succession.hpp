// What stays of a router's snapshot when the fleet file is read again. Decided here, without
// threads or sessions.
#pragma once

#include "config/fleet.hpp"
#include "exporter/collector.hpp"
#include "exporter/snapshot.hpp"

#include <cstdint>
#include <memory>

namespace exporter {

enum class settings_change : std::uint8_t {
    none,
    collecting, // labels, place, cadences, limits: the session may stay
    session,    // TLS, login, timeouts, and nothing else: the same device by another session
    everything, // another device, or the session's settings and others
};

// Whether what changed is only seen by a new session.
bool needs_session(settings_change how);

settings_change compare(const config::router& was, const config::router& is);

// A router of which nothing is known yet.
std::shared_ptr<const router_snapshot>
first_snapshot(const config::router& router, const catalogue& collectors, const moment& now);

// Rows stay while they mean the same: of the same device, with the same labels, by the same
// collectors (`collectors_stay`). So does the state of the session, of the same device.
std::shared_ptr<const router_snapshot>
next_snapshot(const std::shared_ptr<const router_snapshot>& before,
              const config::router& was,
              const config::router& is,
              const catalogue& collectors,
              bool collectors_stay,
              const moment& now);

}
