// Keeps one router's tables current for as long as its session lives. One poller per session, on
// the event loop's thread.
#pragma once

#include "config/fleet.hpp"
#include "exporter/command_pace.hpp"
#include "exporter/inquiry.hpp"
#include "exporter/schedule.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/snapshot.hpp"
#include "routeros/client.hpp"
#include "runtime/logger.hpp"
#include "runtime/retry_budget.hpp"
#include "runtime/token_bucket.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <vector>

namespace exporter {

// Who judges how a router fares.
class poll_listener {
public:
    virtual void on_success() = 0; // of a collector
    // A command has ended. True: the router is to be left alone.
    virtual bool on_command(bool answered) = 0;

protected:
    ~poll_listener() = default;
};

class poller {
public:
    struct surroundings {
        snapshot_store& store;
        self_metrics& metrics;
        const runtime::logger& log;
        poll_listener& listener;
        std::optional<runtime::token_bucket>& tenant_commands; // of all its tenant's routers
    };

    // `router` is its place in the store. All must outlive the poller.
    poller(routeros::client& client,
           std::size_t router,
           const config::router& settings,
           surroundings around,
           std::uint64_t seed);
    ~poller();

    // Until end(), or cancelled. Throws session_error(overwhelmed) when the listener says so.
    boost::asio::awaitable<void> run();

    // Cancels what runs, and publishes nothing from here on. Not from within a command's sink.
    void end();

private:
    class collection;

    void start_due(schedule::time_point now);
    void start(schedule::time_point now);
    void ask(collection& c);
    std::size_t in_flight() const;
    bool is_busy() const; // as many runs have begun as may be under way at once
    collection* longest_waiting() const;
    schedule::time_point next_wake(schedule::time_point now);
    void ended(collection& c, const routeros::outcome& end);
    void conclude(collection& c);
    void succeeded(collection& c, std::chrono::duration<double> took);
    void failed(const collection& c, std::chrono::duration<double> took);
    void forbidden(const collection& c);
    void try_again(const collection& c, schedule::time_point now);
    void tell_in_flight();
    void sweep();

    routeros::client& client_;
    std::size_t router_;
    const config::router& settings_;
    surroundings around_;
    schedule schedule_;
    command_pace pace_;
    runtime::retry_budget retries_;
    router_abilities abilities_;
    boost::asio::steady_timer wake_;
    std::vector<std::unique_ptr<collection>> running_;
    std::uint64_t missed_told_ = 0;
    std::uint64_t late_told_ = 0;
    bool over_ = false;
    bool overwhelmed_ = false;
};

}
