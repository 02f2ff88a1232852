// What a request to the exporter asks for. Decided here, without a socket.
#pragma once

#include "exporter/collector_choice.hpp"
#include "exporter/query.hpp"
#include "exporter/snapshot.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

enum class page : std::uint8_t {
    landing, // /
    router,  // /router
    style,   // /style.css
    script,  // /fleet.js
    metrics, // /metrics
    healthy, // /-/healthy
    ready,   // /-/ready
    reload,  // /-/reload
    breaker, // /-/breaker
    targets, // /sd
    probe,   // /probe
    unknown,
};

page page_at(std::string_view path);

// What `Allow` says besides 405: only a reload changes anything.
std::string allowed_methods(page p);
bool is_method_allowed(page p, std::string_view method);

// What changes something, or asks routers, whose they are.
bool is_for_operators(page p);

bool changes_something(page p);

// A browser says by Sec-Fetch-Site, or by Origin, which site's page has it ask; what changes
// something is not for the pages of others, whose reader may be logged in here.
bool is_cross_site(std::string_view fetch_site, std::string_view origin, std::string_view host);

// What /metrics is asked for; everything when nothing is set.
struct selection {
    std::optional<std::string> router;
    std::optional<std::string> tenant;
    std::vector<std::string> collectors; // names

    bool names_routers() const { return router || tenant; }
    bool is_all() const { return !names_routers() && collectors.empty(); }
    fleet_view of(const fleet_view& all) const;
};

boost::system::result<selection, refusal> read_query(std::string_view text);

// Which router /router is asked about.
boost::system::result<std::string, refusal> read_router_query(std::string_view text);

// Those of these names; all when none is named. A name there is not is refused.
boost::system::result<collector_choice, refusal>
choose_collectors(const catalogue& all, const std::vector<std::string>& names);

// `host:port` as --web.listen-address and the fleet file have it: "127.0.0.1:9436", ":9436" for all
// addresses; port 0 lets the system choose. "[::1]:9436" is read too, so that who serves IPv4 alone
// can say so.
struct listen_address {
    std::string host; // without brackets; empty: all
    std::uint16_t port = 0;
};

boost::system::result<listen_address, refusal> read_listen_address(std::string_view text);

}
