#include "runtime/supervisor.hpp"

#include "runtime/first_to_end.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace runtime {
namespace asio = boost::asio;
using asio::awaitable;
using clock = std::chrono::steady_clock;

namespace {

diagnosis plain_diagnosis(const std::exception_ptr& failure)
{
    if (!failure) return {"ended", {}};
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        return {e.what(), {}};
    } catch (...) {
        return {"unknown exception", {}};
    }
}

std::chrono::milliseconds since(clock::time_point begin)
{
    auto now = clock::now();
    if (begin >= now) return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - begin);
}

// One child for ever, until told to stop.
awaitable<void> keep_alive(const child& c, const supervision& policy, restart_policy restarts)
{
    if (c.first_delay.count() > 0) co_await pause(c.first_delay);
    for (;;) {
        auto born = clock::now();
        std::exception_ptr failure;
        try {
            co_await c.start();
        } catch (...) {
            failure = std::current_exception();
        }
        // An error may have arrived in the same turn as the request to stop: the request wins.
        auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;

        auto cause = policy.diagnose ? policy.diagnose(failure) : plain_diagnosis(failure);
        auto lived = since(c.up_since ? c.up_since() : born);
        auto delay = restarts.next_delay(lived, cause.at_least);
        auto down = departure{failure, cause.why, lived, delay, restarts.failures()};
        if (c.on_down) c.on_down(down);
        co_await pause(delay);
    }
}

}

awaitable<void> one_for_one(std::vector<child> children, supervision policy)
{
    if (children.empty()) co_return;
    auto executor = co_await asio::this_coro::executor;
    using operation =
        decltype(asio::co_spawn(executor, std::declval<awaitable<void>>(), asio::deferred));
    std::vector<operation> running;
    running.reserve(children.size());
    auto seed = policy.seed;
    for (const auto& c : children) {
        auto life = keep_alive(c, policy, restart_policy(policy.restarts, seed++));
        running.push_back(asio::co_spawn(executor, std::move(life), asio::deferred));
    }
    auto all = asio::experimental::make_parallel_group(std::move(running));
    co_await all.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
}

}
