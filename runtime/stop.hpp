// From a signal to an orderly end.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>

namespace runtime {

// Runs `life` on `loop` until it ends or SIGINT or SIGTERM arrives. Then `begin` is called on the
// loop, and `life` cancelled: it has `grace` to close what it opened before the loop is stopped
// under it. Throws what `life` threw. Objects that `life` uses must outlive `loop`, which may
// unwind it.
void run_until_stopped(boost::asio::io_context& loop,
                       boost::asio::awaitable<void> life,
                       std::chrono::milliseconds grace,
                       std::function<void()> begin = {});

// Ends the program, with exit code 0, when this time has passed and it has not ended by itself:
// some waits can neither be cut short nor left.
void exit_after(std::chrono::milliseconds time);

}
