// A branch of the app's tree: one tenant's routers, and what they share. Routers without a tenant
// are a branch too, of no name.
#pragma once

#include "config/fleet.hpp"
#include "runtime/supervisor.hpp"
#include "runtime/token_bucket.hpp"

#include <optional>
#include <string>

namespace exporter {

struct tenant {
    tenant(std::string n, const runtime::supervision& policy) : name(std::move(n)), routers(policy)
    {
    }

    void set_commands(double per_second, std::chrono::steady_clock::time_point now)
    {
        if (per_second == commands_per_second) return;
        commands_per_second = per_second;
        commands.reset();
        if (per_second > 0) commands.emplace(per_second, 2 * per_second, now);
    }

    const std::string name;
    runtime::supervisor routers; // one child each
    double commands_per_second = 0;
    std::optional<runtime::token_bucket> commands; // to all of them; none: as fast as they like
};

}
