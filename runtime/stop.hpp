// From a signal to an orderly end.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>

namespace runtime {

// Runs `life` on `loop` until it ends or SIGINT or SIGTERM arrives. Then it is cancelled, and has
// `grace` to close what it opened before the loop is stopped under it. Throws what `life` threw.
// Objects that `life` uses must outlive `loop`, which may unwind it.
void run_until_stopped(boost::asio::io_context& loop,
                       boost::asio::awaitable<void> life,
                       std::chrono::milliseconds grace);

}
