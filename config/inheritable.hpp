// What may stand under `defaults`, on a tenant and on a router; the nearest wins, key by key.
#pragma once

#include "config/credentials.hpp"
#include "config/fleet.hpp"
#include "config/yaml_map.hpp"
#include "routeros/endpoint.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace config {

// Limits as far as they are given.
struct given_limits {
    std::optional<std::uint32_t> commands_in_flight;
    std::optional<std::uint32_t> sentences_per_second;

    limits over(const limits& usual) const;
};

void read_limits(const yaml_value& value, given_limits& out);

struct inheritable {
    std::optional<std::uint16_t> port;
    std::optional<yaml_value> login_as; // text: a name under `credentials:`
    routeros::tls_settings tls;
    std::optional<yaml_value> tls_mode;         // where the mode was written
    std::map<std::string, yaml_value> tls_keys; // where those that belong to a mode were
    routeros::login_mode login = routeros::login_mode::automatic;
    routeros::timeouts timeouts;
    given_limits limits;
    runtime::restart_settings backoff;
    runtime::breaker_settings breaker;
    cadences collect;
};

struct inheritable_context {
    std::string file;                 // the fleet file: a ca_file stands relative to it
    std::set<std::string> collectors; // names
    const credentials& logins;
};

// Where a value stands: on a single router nothing can be nearer.
enum class reach { many_routers, one_router };

// Writes what `map` gives over what was inherited.
void read_inheritable(yaml_map& map,
                      inheritable& values,
                      const inheritable_context& context,
                      reach where);

// Reports `key` when no collector is called `name`.
void check_collector(const std::string& name,
                     const yaml_value& key,
                     const std::set<std::string>& known);

// What a router is told by these values, limits that were not given being the usual ones: all but
// who logs in.
void apply(const inheritable& values, const limits& usual, router& to);

// What only shows when a router has inherited everything.
void check_inherited(const inheritable& values);

}
