// The fleet file, read and checked: who the routers are and how the programs behave. Plain data,
// with everything inherited (defaults, tenant, router) already resolved.
#pragma once

#include "config/collector_definition.hpp"
#include "config/network.hpp"
#include "config/web_users.hpp"
#include "routeros/endpoint.hpp"
#include "runtime/bulkhead.hpp"
#include "runtime/circuit_breaker.hpp"
#include "runtime/restart_policy.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace config {

using label_map = std::map<std::string, std::string>;

// A collector's cadence as the fleet file sets it; zero means `off`. Collectors not named keep the
// cadence of their own file, unless that says that they are not enabled.
using cadences = std::map<std::string, std::chrono::milliseconds>;

// `on`: as often as the collector's own file says.
inline constexpr std::chrono::milliseconds own_cadence{-1};

struct limits {
    std::uint32_t commands_in_flight = 4;
    std::uint32_t sentences_per_second = 10;

    bool operator==(const limits&) const = default;
};

struct location {
    double latitude = 0;
    double longitude = 0;

    bool operator==(const location&) const = default;
};

struct router {
    std::string name;   // unique: the `router` label
    std::string tenant; // empty when tenants are not used
    std::string site;
    label_map labels; // the tenant's and the router's own
    std::optional<config::location> location;
    routeros::endpoint endpoint; // address, port, TLS, login, the telemetry user, timeouts
    config::limits limits;
    runtime::restart_settings backoff;
    runtime::breaker_settings breaker; // failures 0: none
    cadences collect;

    bool operator==(const router&) const = default;
};

// What a tenant's routers may take together, whatever happens to them.
struct quota {
    runtime::group_limits connects{.most = 50, .per_second = 150}; // sessions being begun
    double commands_per_second = 0;                                // to all its routers; 0: any

    bool operator==(const quota&) const = default;
};

struct tenant {
    std::string name;
    label_map labels;
    web_users users; // they see this tenant's routers and nothing else
    config::quota quota;
};

inline constexpr std::uint32_t most_shards = 1'000;

// Of an exporter that shares the fleet with others: which of how many it is.
struct shard {
    std::uint32_t index = 0;
    std::uint32_t count = 1;

    bool operator==(const shard&) const = default;
};

// Who may be asked about with /probe.
struct probe_settings {
    struct user {
        std::string username;
        runtime::secret password;

        bool operator==(const user&) const = default;
    };
    std::vector<network> allowed_networks;
    std::map<std::string, user> users;       // by the name of their credentials
    std::chrono::milliseconds idle{300'000}; // a router not asked about for so long is let go
    std::uint32_t most = 1000;               // routers at a time
    router pattern; // what they have in common: the defaults, without name and address

    bool operator==(const probe_settings&) const = default;
};

struct exporter_settings {
    std::string listen = "127.0.0.1:9436";
    std::string web_config_file; // its path; empty: none
    std::optional<probe_settings> probe;
    // Those of `collector_files`: they replace built-in ones of the same name.
    std::vector<collector_definition> collectors;
    std::map<std::string, std::size_t> max_rows; // by collector, in place of its file's
    std::uint32_t connects_in_progress = 100;    // sessions being begun at a time
    config::shard shard;
};

struct fleet {
    std::vector<tenant> tenants;
    std::vector<router> routers; // in the order of the files
    exporter_settings exporter;
    std::string fingerprint; // of the files read, those of passwords aside
};

}
