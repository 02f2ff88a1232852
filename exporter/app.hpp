// The exporter's supervision tree and what its parts share.
#pragma once

#include "config/fleet.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/snapshot.hpp"
#include "routeros/client.hpp"
#include "routeros/router_facts.hpp"
#include "routeros/tls_contexts.hpp"
#include "runtime/logger.hpp"
#include "runtime/supervisor.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <vector>

namespace exporter {

// Everything runs on one event loop; the store alone is read by other threads.
class app {
public:
    // `fleet` and the others must outlive the app. Routers are known by their place in `fleet`.
    app(const config::fleet& fleet,
        snapshot_store& store,
        self_metrics& metrics,
        const runtime::logger& log);

    // The tree: one supervised session per router. Ends when cancelled.
    boost::asio::awaitable<void> watch_fleet();

private:
    static constexpr auto never = std::chrono::steady_clock::time_point::max();

    // What has been said of a router, so that each state is said once.
    struct story {
        std::string reason;    // the reason last logged; empty while it is up
        unsigned attempts = 0; // failed since it was last up
        std::chrono::steady_clock::time_point up_since = never;
    };

    boost::asio::awaitable<void> watch_router(std::size_t router);
    boost::asio::awaitable<void>
    serve(std::size_t router, routeros::client& client, const routeros::router_facts& facts);
    void went_up(std::size_t router, const routeros::router_facts& facts);
    void went_down(std::size_t router, const runtime::departure& how);

    const config::fleet& fleet_;
    snapshot_store& store_;
    self_metrics& metrics_;
    const runtime::logger& log_;
    routeros::tls_contexts tls_;
    std::vector<story> stories_;
    std::size_t sessions_ = 0;
    std::uint64_t seed_;
};

// When a router's first session begins: one after another, so that a fleet does not connect as one,
// and all within 20 s.
std::chrono::milliseconds start_delay(std::size_t router, std::size_t count);

// What the end of a session means: words for people, and the shortest pause it deserves.
runtime::diagnosis diagnose(const std::exception_ptr& failure);

}
