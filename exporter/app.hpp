// The exporter's supervision tree and what its parts share.
#pragma once

#include "config/fleet.hpp"
#include "exporter/mission.hpp"
#include "exporter/router_watch.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/snapshot.hpp"
#include "exporter/tenant.hpp"
#include "exporter/transcript.hpp"
#include "routeros/network.hpp"
#include "runtime/admission.hpp"
#include "runtime/logger.hpp"
#include "runtime/supervisor.hpp"

#include <boost/asio/awaitable.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace exporter {

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

    // The tree: under the root a supervisor for each tenant, under that a supervised session for
    // each of its routers. Ends when cancelled.
    boost::asio::awaitable<void> watch();

    // Makes the fleet what the mission says; before watch() and while it runs. Routers whose
    // settings are as they were notice nothing.
    rearrangement arrange(const mission& m);

    // A router besides the fleet's, until forget().
    router_id add(const std::shared_ptr<const config::router>& settings);
    void forget(router_id router);

    // False: no router of the fleet is called so.
    bool steer(const std::string& router, breaker_order order);

private:
    using shared_settings = std::shared_ptr<const config::router>;

    struct change {
        router_watch& router;
        shared_settings to;
    };
    router_watch::surroundings surroundings();
    tenant& branch(const std::string& name);
    void set_quotas(const config::fleet& fleet);
    void start(router_id id, const shared_settings& of, std::chrono::milliseconds delay);
    std::vector<change> changes_of(const std::vector<router_id>& ids,
                                   const std::vector<snapshot_store::listing>& fleet,
                                   bool collectors_stay);

    snapshot_store& store_;
    self_metrics& metrics_;
    const runtime::logger& log_;
    line_sink transcript_;
    routeros::network network_;
    std::uint64_t seed_;
    std::size_t sessions_ = 0;
    runtime::admission connects_;
    std::map<std::string, tenant> tenants_; // never fewer
    std::map<router_id, router_watch> routers_;
    std::map<std::string, router_id> fleet_; // by name
    runtime::supervisor root_;               // a child for each tenant
};

// When the `nth` of `count` sessions begins: one after another, so that a fleet does not connect as
// one, and all within 20 s.
std::chrono::milliseconds start_delay(std::size_t nth, std::size_t count);

}
