// What is known of every router: written by the event loop, read by the HTTP threads. Each router's
// snapshot is immutable; an update puts a new one in its place.
#pragma once

#include "config/fleet.hpp"
#include "exporter/collector.hpp"
#include "exporter/collector_snapshots.hpp"
#include "exporter/series.hpp"
#include "exporter/table.hpp"
#include "exporter/table_builder.hpp"
#include "routeros/api_traffic.hpp"
#include "routeros/router_facts.hpp"
#include "runtime/circuit_breaker.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace exporter {

enum class router_state : std::uint8_t {
    waiting,     // its turn to be connected to has not come yet
    connecting,  // connecting, logging in, asking who it is
    up,          // logged in
    backing_off, // failed; the next attempt is planned, or waits for a person (forced_open)
};

std::string_view text(router_state s);        // "backing off"
std::string_view metric_text(router_state s); // "backing_off"

// What our own polling costs the router, and what of it came to nothing, over all its sessions.
// Counted in place: a new snapshot for every run would cost more than the run.
struct router_counters {
    std::atomic<std::uint64_t> sent_bytes{0};
    std::atomic<std::uint64_t> received_bytes{0};
    std::atomic<std::uint64_t> commands{0};
    std::atomic<std::uint64_t> missed_beats{0};
    std::atomic<std::uint64_t> in_flight{0}; // commands, now
};

// How the router's sessions fared so far.
struct session_history {
    std::map<std::string, std::uint64_t> restarts; // by reason
    runtime::breaker_history breaker;
    std::chrono::steady_clock::time_point breaker_since; // in its state
};

struct router_snapshot {
    std::shared_ptr<const router_series> series;
    std::shared_ptr<router_counters> counters = std::make_shared<router_counters>();
    std::shared_ptr<const session_history> history = std::make_shared<session_history>();
    std::optional<config::location> location;
    router_state state = router_state::waiting;
    moment since;        // up, or not up: further attempts change nothing
    bool tried = false;  // connected, or failed to, at least once
    std::string failure; // why the last attempt or session ended; kept while connecting again
    runtime::breaker_state breaker = runtime::breaker_state::closed;
    unsigned failures = 0;                // attempts and sessions in a row that came to nothing
    std::chrono::milliseconds backoff{0}; // the pause under way between two attempts
    std::optional<std::chrono::system_clock::time_point> next_attempt; // while backing off
    std::optional<routeros::router_facts> facts;                       // of the last session
    std::uint64_t replacements = 0; // times that another device answered at its address
    collector_snapshots collectors;
};

using fleet_view = std::vector<std::shared_ptr<const router_snapshot>>;

using router_id = std::size_t; // never given twice

class snapshot_store {
public:
    // What readers see: the collectors, and the routers listed, each consistent in itself.
    struct served {
        std::shared_ptr<const catalogue> collectors;
        fleet_view routers;
    };

    // Of the fleet, in order. A router without an id is new.
    struct listing {
        std::optional<router_id> id;
        std::shared_ptr<const config::router> settings;
    };

    explicit snapshot_store(std::shared_ptr<const catalogue> collectors);
    // The same with routers listed: their ids are their places.
    snapshot_store(std::shared_ptr<const catalogue> collectors,
                   const std::vector<config::router>& routers,
                   const moment& now);

    // For HTTP threads.
    served serve() const;
    fleet_view view() const { return serve().routers; }

    // The router listed that is asked at this host, as the fleet file writes it, and port as this
    // user.
    std::optional<router_id>
    find(std::string_view host, std::uint16_t port, std::string_view username) const;

    // One router, listed or not, alone; nothing when there is none of that id.
    std::optional<served> look(router_id router) const;

    // The same once `enough` holds of it, or as it is at `deadline`. `enough` is called with the
    // store locked: it only looks. Not for the event loop.
    std::optional<served> wait(router_id router,
                               std::chrono::steady_clock::time_point deadline,
                               const std::function<bool(const served&)>& enough) const;

    // Nobody is kept waiting from now on. Any thread.
    void release();

    // All that follows: the event loop only.
    const catalogue& collectors() const { return *collectors_; }
    std::shared_ptr<const catalogue> share_collectors() const { return collectors_; }
    std::size_t size() const { return routers_.size(); }
    const router_snapshot& operator[](router_id router) const
    {
        return *routers_.at(router).snapshot;
    }

    // Replaces what is served, in one step for readers. Of a router that was known all is kept that
    // its new settings leave true; one that was listed and is no more vanishes from view, and stays
    // until remove(). Returns the ids in the order given.
    std::vector<router_id> arrange(std::shared_ptr<const catalogue> collectors,
                                   const std::vector<listing>& fleet,
                                   const moment& now);

    // A router besides those listed.
    router_id add(std::shared_ptr<const config::router> settings, const moment& now);
    void remove(router_id router);

    void connecting(router_id router);
    void up(router_id router, const routeros::router_facts& facts, const moment& now);
    // Without `retry_in` no attempt is planned.
    void backing_off(router_id router,
                     const std::string& why,
                     std::optional<std::chrono::milliseconds> retry_in,
                     const moment& now);
    void judge(router_id router,
               runtime::breaker_state breaker,
               unsigned failures,
               std::shared_ptr<const session_history> history);

    // For the rows of one run of a collector; give what finish() returns to publish(). Rows of the
    // collector joined with count only while they are fresh: old ones name what may be gone.
    std::unique_ptr<table_builder>
    start(router_id router, std::size_t collector, const moment& now = moment::now()) const;

    // A run succeeded. Tables that join with this one are renewed too.
    void publish(router_id router,
                 std::size_t collector,
                 std::shared_ptr<const table> rows,
                 std::chrono::duration<double> took,
                 const moment& now);
    void fail(router_id router,
              std::size_t collector,
              const std::string& why,
              std::chrono::duration<double> took);
    void unavailable(router_id router, std::size_t collector, const std::string& why);
    void forbid(router_id router, std::size_t collector, const std::string& why);

    void count_traffic(router_id router, const routeros::api_traffic& more);
    router_counters& counters(router_id router) { return *routers_.at(router).snapshot->counters; }

private:
    static constexpr auto unlisted = std::numeric_limits<std::size_t>::max();

    struct entry {
        std::shared_ptr<const router_snapshot> snapshot;
        std::shared_ptr<const config::router> settings;
        std::size_t place = unlisted; // in listed_
    };

    void set_aside(router_id router,
                   std::size_t collector,
                   collector_state why_not,
                   const std::string& why);
    void change(router_id router, const std::function<void(router_snapshot&)>& how);
    std::optional<served> look_locked(router_id router) const;
    std::shared_ptr<const table> joined(const router_snapshot& router, std::size_t collector) const;

    mutable std::mutex mutex_; // guards all below, not what pointers lead to
    mutable std::condition_variable changed_;
    mutable std::size_t waiting_ = 0; // so that a change nobody waits for wakes nobody
    bool released_ = false;
    std::shared_ptr<const catalogue> collectors_;
    std::map<router_id, entry> routers_;
    fleet_view listed_;
    router_id next_ = 0;
};

}
