// The exporter's supervision tree and what its parts share.
#pragma once

#include "config/fleet.hpp"
#include "exporter/mission.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/snapshot.hpp"
#include "exporter/succession.hpp"
#include "exporter/transcript.hpp"
#include "routeros/client.hpp"
#include "routeros/router_facts.hpp"
#include "routeros/tls_contexts.hpp"
#include "runtime/logger.hpp"
#include "runtime/supervisor.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace exporter {

class poller;

// How a reload changed the fleet, in routers.
struct rearrangement {
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t reconnected = 0; // another session
    std::size_t adjusted = 0;    // the same session, other settings
};

// Everything runs on one event loop; the store alone is read by other threads.
class app {
public:
    // All must outlive the app, and the app the loop that runs it.
    app(snapshot_store& store, self_metrics& metrics, const runtime::logger& log);
    app(const app&) = delete;
    ~app();

    // Every sentence exchanged from here on is a line for `out`.
    void transcribe_to(line_sink out) { transcript_ = std::move(out); }

    // The tree: one supervised session per router. Ends when cancelled.
    boost::asio::awaitable<void> watch();

    // Makes the fleet what the mission says; before watch() and while it runs. Routers whose
    // settings are as they were notice nothing.
    rearrangement arrange(const mission& m);

    // A router besides the fleet's, until forget().
    router_id add(std::shared_ptr<const config::router> settings);
    void forget(router_id router);

private:
    static constexpr auto never = std::chrono::steady_clock::time_point::max();
    using shared_settings = std::shared_ptr<const config::router>;

    // What has been said of a router, so that each state is said once.
    struct story {
        std::string reason;    // the reason last logged; empty while it is up
        unsigned attempts = 0; // failed since it was last up
        std::chrono::steady_clock::time_point up_since = never;
    };

    struct watched {
        router_id id = 0;
        shared_settings settings{}; // what a new session or poller begins with
        runtime::child_id child = 0;
        poller* polling = nullptr;                // while it collects
        std::chrono::milliseconds next_poller{0}; // the pause before it, after a change
        story told{};
    };

    void start(router_id id, shared_settings of, std::chrono::milliseconds delay);
    struct change {
        watched& router;
        shared_settings to;
        settings_change how;
    };
    std::vector<change> changes_of(const std::vector<router_id>& ids,
                                   const std::vector<snapshot_store::listing>& fleet,
                                   bool collectors_stay);
    void carry_out(const change& c, bool collectors_stay, std::chrono::milliseconds delay);
    boost::asio::awaitable<void> watch_router(watched& r);
    boost::asio::awaitable<void>
    serve(watched& r, routeros::client& client, const routeros::router_facts& facts);
    void went_up(watched& r, const routeros::router_facts& facts);
    void went_down(watched& r, const runtime::departure& how);

    snapshot_store& store_;
    self_metrics& metrics_;
    const runtime::logger& log_;
    line_sink transcript_;
    routeros::tls_contexts tls_;
    std::map<router_id, watched> routers_;
    std::map<std::string, router_id> fleet_; // by name
    std::size_t sessions_ = 0;
    std::uint64_t seed_;
    runtime::supervisor tree_;
};

// When the `nth` of `count` sessions begins: one after another, so that a fleet does not connect as
// one, and all within 20 s.
std::chrono::milliseconds start_delay(std::size_t nth, std::size_t count);

// What the end of a session means: words for people, and the shortest pause it deserves.
runtime::diagnosis diagnose(const std::exception_ptr& failure);

}
