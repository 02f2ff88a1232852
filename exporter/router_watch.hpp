// One router of the app: the lives of its session, one after another, and what is made of them.
#pragma once

#include "config/fleet.hpp"
#include "exporter/poller.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/snapshot.hpp"
#include "exporter/succession.hpp"
#include "exporter/tenant.hpp"
#include "exporter/transcript.hpp"
#include "routeros/client.hpp"
#include "routeros/network.hpp"
#include "routeros/router_facts.hpp"
#include "runtime/admission.hpp"
#include "runtime/circuit_breaker.hpp"
#include "runtime/logger.hpp"
#include "runtime/supervisor.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace exporter {

// What a person decides about a router.
enum class breaker_order : std::uint8_t {
    reset,      // as if it had never failed; one that is down is tried at once
    force_open, // its session ends, and none begins until reset
    disable,    // failures give it no rest until reset, only pauses
};

// On the event loop.
class router_watch final : private poll_listener {
public:
    using shared_settings = std::shared_ptr<const config::router>;

    struct surroundings {
        snapshot_store& store;
        self_metrics& metrics;
        const runtime::logger& log;
        routeros::network& network;
        runtime::admission& connects; // by tenant
        const line_sink& transcript;
        std::size_t& sessions; // open ones
        std::uint64_t seed;
    };

    // Is in the store as `id` already.
    router_watch(router_id id, shared_settings of, tenant& home, surroundings around);
    router_watch(const router_watch&) = delete;
    ~router_watch();

    // Begins to live under its tenant; `on_gone` when it has been ended for good.
    void start(std::chrono::milliseconds delay, std::function<void()> on_gone);
    void end() { home_.routers.stop(child_); }

    // Other settings, of the same tenant: `delay` from now what changed is begun anew.
    void change(shared_settings to, bool collectors_stay, std::chrono::milliseconds delay);

    void obey(breaker_order order);

    const config::router& settings() const { return *settings_; }
    const shared_settings& share_settings() const { return settings_; }

private:
    using clock = std::chrono::steady_clock;
    static constexpr auto never = clock::time_point::max();

    boost::asio::awaitable<void> live();
    boost::asio::awaitable<void> wait_for_permission();
    boost::asio::awaitable<void> serve(routeros::client& client,
                                       const routeros::router_facts& facts);
    void went_up(const routeros::router_facts& facts);
    void went_down(const runtime::departure& how);
    std::chrono::milliseconds rest(unsigned nth, std::chrono::milliseconds pause);
    void on_success() override;
    bool on_command(bool answered) override;
    void show_breaker();

    const router_id id_;
    shared_settings settings_; // what a new session or poller begins with
    tenant& home_;
    surroundings around_;
    runtime::child_id child_ = 0;
    runtime::circuit_breaker breaker_;
    std::map<std::string, std::uint64_t> restarts_; // by reason
    poller* polling_ = nullptr;                     // while it collects
    std::chrono::milliseconds next_poller_{0};      // the pause before it, after a change
    clock::time_point up_since_ = never;
    unsigned attempts_ = 0; // failed since it was last up
    std::string told_;      // the reason last logged: each is said once; empty while it is up
};

// What the end of a session means: words for people, and the shortest pause it deserves.
runtime::diagnosis diagnose(const std::exception_ptr& failure);

}
