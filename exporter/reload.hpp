// Reads the fleet file again while the exporter runs, at SIGHUP or when asked over HTTP.
#pragma once

#include "exporter/app.hpp"
#include "exporter/mission.hpp"
#include "exporter/probe_pool.hpp"
#include "exporter/self_metrics.hpp"
#include "runtime/logger.hpp"
#include "runtime/loop_door.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace boost::asio {
class thread_pool;
}

namespace exporter {

struct reload_outcome {
    bool done = false;
    std::string text; // for people: what changed, or every mistake on a line of its own
};

// Files are read on the thread that asks, or on one of its own, never on the event loop: only what
// came of it is put in force there. One reload at a time.
class reloader {
public:
    struct surroundings {
        app& fleet;
        self_metrics& metrics;
        const runtime::logger& log;
        runtime::loop_door& loop;
        probe_pool& probes;
        bool listen_is_overridden = false;    // by a flag: the file's does not matter
        std::optional<config::shard> shard{}; // by a flag
        // What else may have something against a mission; any thread.
        std::function<config::mistakes(const mission&)> review{};
        // What else takes it up; on the event loop.
        std::function<void(const mission&)> follow{};
    };

    // `in_force` is what the app began with. All must outlive the reloader.
    reloader(std::string fleet_file, mission in_force, surroundings around);
    reloader(const reloader&) = delete;
    ~reloader();

    // Any thread but the event loop's; returns when it is in force, or refused.
    reload_outcome reload();

    // For the event loop: every SIGHUP is a reload. Until cancelled.
    boost::asio::awaitable<void> obey_hangups();

private:
    reload_outcome refuse(const config::mistakes& mistakes);
    reload_outcome put_in_force(mission next);

    std::string fleet_file_;
    surroundings around_;
    std::mutex mutex_; // one reload at a time; guards in_force_
    mission in_force_;
    std::unique_ptr<boost::asio::thread_pool> helper_; // reads files at SIGHUP
};

}
