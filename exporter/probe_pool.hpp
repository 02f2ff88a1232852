// Routers that are not in the fleet file, watched for as long as somebody asks about them with
// /probe: one session each, however many ask.
#pragma once

#include "config/fleet.hpp"
#include "exporter/app.hpp"
#include "exporter/name_lookup.hpp"
#include "exporter/probe_request.hpp"
#include "exporter/probe_sessions.hpp"
#include "exporter/snapshot.hpp"
#include "runtime/loop_door.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace exporter {

// What is known of a probed router.
struct probed {
    snapshot_store::served now; // that one router
    bool success = false;       // it is up, and every collector asked for has run
};

class probe_pool {
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct surroundings {
        app& fleet;
        snapshot_store& store;
        runtime::loop_door& loop;
        runtime::name_resolver::lookup resolve = runtime::look_up_name;
    };

    // No more than `most_waiting` probes wait at a time: each of them keeps an HTTP thread.
    probe_pool(surroundings around, unsigned most_waiting);

    // HTTP threads. A router of the fleet has its session, and its series their labels, already.
    // Otherwise at once when the router is known; the first to ask waits, at most until
    // `deadline`, for every collector asked for to have run once.
    boost::system::result<probed, refusal> probe(const probe_request& asked, time_point deadline);

    // The event loop, or before it runs: who may be asked about from now on. When that changes, all
    // sessions are let go.
    void allow(const std::optional<config::probe_settings>& settings);

    // The event loop: lets go of the routers nobody asks about. Until cancelled.
    boost::asio::awaitable<void> let_go_idle();

private:
    using settings_ptr = std::shared_ptr<const config::probe_settings>;
    using predicate = std::function<bool(const snapshot_store::served&)>;

    settings_ptr settings() const;
    std::optional<router_id> of_the_fleet(const probe_request& asked,
                                          const config::probe_settings& allowed) const;
    std::optional<probe_sessions::session> find(const std::string& key);
    std::optional<snapshot_store::served>
    wait(const std::string& key, router_id id, time_point deadline, const predicate& enough);
    boost::system::result<router_id, refusal> open(const std::string& key,
                                                   const probe_request& asked,
                                                   const settings_ptr& settings,
                                                   time_point deadline);
    std::optional<router_id> watch(const std::string& key,
                                   const std::shared_ptr<const config::router>& router,
                                   std::uint32_t most);

    surroundings around_;
    unsigned most_waiting_;
    std::atomic<unsigned> waiting_ = 0; // probes
    name_lookup names_;
    mutable std::mutex mutex_; // guards all below; sessions come and go on the event loop only
    settings_ptr settings_;
    probe_sessions sessions_;
};

}
