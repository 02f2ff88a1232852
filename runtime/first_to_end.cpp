#include "runtime/first_to_end.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <exception>

namespace runtime {
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;

namespace {

awaitable<void> fail_after(std::chrono::milliseconds limit, boost::system::error_code late)
{
    co_await pause(limit);
    throw boost::system::system_error(late);
}

}

awaitable<void> first_to_end(std::vector<awaitable<void>> activities)
{
    auto executor = co_await asio::this_coro::executor;
    using operation =
        decltype(asio::co_spawn(executor, std::declval<awaitable<void>>(), asio::deferred));
    std::vector<operation> running;
    running.reserve(activities.size());
    for (auto& activity : activities)
        running.push_back(asio::co_spawn(executor, std::move(activity), asio::deferred));
    auto group = asio::experimental::make_parallel_group(std::move(running));
    auto [order, errors] =
        co_await group.async_wait(asio::experimental::wait_for_one(), use_awaitable);
    auto error = errors[order[0]];
    if (error) std::rethrow_exception(error);
}

awaitable<void> first_to_end(awaitable<void> left, awaitable<void> right)
{
    std::vector<awaitable<void>> both;
    both.push_back(std::move(left));
    both.push_back(std::move(right));
    return first_to_end(std::move(both));
}

awaitable<void> pause(std::chrono::milliseconds length)
{
    auto executor = co_await asio::this_coro::executor;
    asio::steady_timer timer(executor, length);
    co_await timer.async_wait(use_awaitable);
}

awaitable<void>
within(std::chrono::milliseconds limit, awaitable<void> work, boost::system::error_code late)
{
    return first_to_end(std::move(work), fail_after(limit, late));
}

}
