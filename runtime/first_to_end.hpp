// Structured concurrency: activities that share one fate.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <vector>

namespace runtime {

// Runs all at once. When the first of them ends, however it ends, the others are cancelled and
// waited for; then the first one's exception, if any, is thrown on. (Asio's `||` waits for the
// first success instead, and loses the failure.)
boost::asio::awaitable<void> first_to_end(std::vector<boost::asio::awaitable<void>> activities);
boost::asio::awaitable<void> first_to_end(boost::asio::awaitable<void> left,
                                          boost::asio::awaitable<void> right);

boost::asio::awaitable<void> pause(std::chrono::milliseconds length);

// Runs `work`; after `limit` it is cancelled and system_error(late) thrown.
boost::asio::awaitable<void> within(std::chrono::milliseconds limit,
                                    boost::asio::awaitable<void> work,
                                    boost::system::error_code late);

}
