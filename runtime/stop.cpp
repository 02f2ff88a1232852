#include "runtime/stop.hpp"

#include "runtime/first_to_end.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <exception>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace runtime {
namespace asio = boost::asio;

namespace {

asio::awaitable<void> stop_signal(asio::signal_set& signals,
                                  asio::steady_timer& deadline,
                                  std::chrono::milliseconds grace,
                                  std::function<void()> begin,
                                  asio::io_context& loop)
{
    co_await signals.async_wait(asio::use_awaitable);
    if (begin) begin();
    deadline.expires_after(grace);
    deadline.async_wait([&loop](boost::system::error_code cancelled) {
        if (!cancelled) loop.stop();
    });
}

}

void run_until_stopped(asio::io_context& loop,
                       asio::awaitable<void> life,
                       std::chrono::milliseconds grace,
                       std::function<void()> begin)
{
    asio::signal_set signals(loop, SIGINT, SIGTERM);
    asio::steady_timer deadline(loop);
    std::exception_ptr failure;
    auto either = first_to_end(std::move(life),
                               stop_signal(signals, deadline, grace, std::move(begin), loop));
    asio::co_spawn(loop, std::move(either), [&](std::exception_ptr error) {
        failure = std::move(error);
        loop.stop(); // nothing else is waited for: lookups of names may still be queued
    });
    loop.run();
    if (failure) std::rethrow_exception(failure);
}

// By a signal's handler, which needs neither a thread nor a lock of anybody's.
void exit_after(std::chrono::milliseconds time)
{
    std::signal(SIGALRM, [](int) { ::_exit(0); });
    auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    auto rest = std::chrono::duration_cast<std::chrono::microseconds>(time - seconds);
    itimerval timer{};
    timer.it_value.tv_sec = seconds.count();
    timer.it_value.tv_usec = rest.count();
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

}
