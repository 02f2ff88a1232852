// Runs a test's coroutine on a loop of its own.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>

namespace support {

// Rethrows what the coroutine threw. The limit only ends a test that hangs; nothing is measured by
// it.
inline void run_coroutine(boost::asio::io_context& loop, boost::asio::awaitable<void> test)
{
    auto finished = false;
    std::exception_ptr failure;
    boost::asio::co_spawn(loop, std::move(test), [&](std::exception_ptr error) {
        finished = true;
        failure = error;
    });
    loop.run_for(std::chrono::seconds(60));
    BOOST_TEST_REQUIRE(finished, "the test's coroutine did not end");
    BOOST_TEST(loop.stopped(), "work is left on the loop");
    if (failure) std::rethrow_exception(failure);
}

}
