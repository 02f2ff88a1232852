#include "exporter/reload.hpp"

#include "runtime/service_manager.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/core.h>

#include <algorithm>
#include <csignal>

namespace exporter {
namespace asio = boost::asio;
using runtime::field;

namespace {

// So many mistakes are logged one by one; who reloads over HTTP gets all.
constexpr std::size_t most_logged = 20;

}

reloader::reloader(std::string fleet_file, mission in_force, surroundings around)
    : fleet_file_(std::move(fleet_file)),
      around_(std::move(around)),
      in_force_(std::move(in_force)),
      helper_(std::make_unique<asio::thread_pool>(1))
{
    around_.metrics.set_config(in_force_.fleet.fingerprint);
    around_.metrics.set_shard(in_force_.fleet.exporter.shard);
    around_.metrics.set_reload(true, std::chrono::system_clock::now());
}

reloader::~reloader()
{
    helper_->stop();
    helper_->join();
}

asio::awaitable<void> reloader::obey_hangups()
{
    auto executor = co_await asio::this_coro::executor;
    asio::signal_set hangups(executor, SIGHUP);
    for (;;) {
        co_await hangups.async_wait(asio::use_awaitable);
        asio::post(*helper_, [this] { reload(); });
    }
}

reload_outcome reloader::reload()
{
    std::lock_guard lock(mutex_);
    runtime::reload_notice telling;
    try {
        auto next = read_mission(fleet_file_, &in_force_);
        if (!next) return refuse(next.error());
        auto objections = around_.review ? around_.review(*next) : config::mistakes();
        return objections.empty() ? put_in_force(std::move(*next)) : refuse(objections);
    } catch (const std::exception& e) {
        // Out of memory, most likely: what is in force stays so.
        return refuse({{.file = fleet_file_, .path = {}, .message = e.what()}});
    }
}

reload_outcome reloader::refuse(const config::mistakes& mistakes)
{
    around_.metrics.set_reload(false, {});
    around_.log.error("fleet file not taken over: all stays as it was",
                      field("file", fleet_file_),
                      field("mistakes", mistakes.size()));
    for (std::size_t i = 0; i < std::min(mistakes.size(), most_logged); ++i)
        around_.log.error("mistake in a file", field("what", mistakes[i].text()));
    return {false, config::text(mistakes)};
}

reload_outcome reloader::put_in_force(mission next)
{
    if (around_.shard) next.fleet.exporter.shard = *around_.shard;
    rearrangement done;
    auto work = [&] {
        if (around_.follow) around_.follow(next);
        done = around_.fleet.arrange(next);
        around_.probes.allow(next.fleet.exporter.probe);
    };
    if (!around_.loop.run(work)) return {false, "The exporter is stopping.\n"};
    around_.metrics.set_reload(true, std::chrono::system_clock::now());
    around_.metrics.set_config(next.fleet.fingerprint);
    around_.metrics.set_shard(next.fleet.exporter.shard);
    around_.log.info("fleet file taken over",
                     field("file", fleet_file_),
                     field("routers", next.fleet.routers.size()),
                     field("added", done.added),
                     field("removed", done.removed),
                     field("reconnected", done.reconnected),
                     field("adjusted", done.adjusted));
    auto moved = next.fleet.exporter.listen != in_force_.fleet.exporter.listen;
    if (moved && !around_.listen_is_overridden)
        around_.log.warn("exporter.listen has changed: restart to answer there",
                         field("listen", next.fleet.exporter.listen));
    auto text =
        fmt::format("{} routers: {} added, {} removed, {} to be reconnected, {} adjusted.\n",
                    next.fleet.routers.size(),
                    done.added,
                    done.removed,
                    done.reconnected,
                    done.adjusted);
    // The listener stays what it is until a restart, and so does the warning.
    next.fleet.exporter.listen = in_force_.fleet.exporter.listen;
    in_force_ = std::move(next);
    return {true, text};
}

}
