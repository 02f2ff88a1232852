// Supervision as in OTP, one_for_one: each child lives for itself and is started again when it
// fails. The one place where a failed life's exception is caught.
#pragma once

#include "runtime/restart_policy.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <string>
#include <vector>

namespace runtime {

// What a failure means for the restart.
struct diagnosis {
    std::string why;
    std::chrono::milliseconds at_least{0}; // the shortest pause before the next start
};

// A child is down and will be started again.
struct departure {
    std::exception_ptr failure; // null when the child simply returned
    std::string why;
    std::chrono::milliseconds lived{0};
    std::chrono::milliseconds retry_in{0};
    unsigned failures = 0; // in a row
};

struct child {
    std::string name;
    std::function<boost::asio::awaitable<void>()> start;
    std::function<void(const departure&)> on_down; // may be empty
    std::chrono::milliseconds first_delay{0};      // spreads the start of many
    // When this life began to be of use; max() when it did not. Empty: at its start. A child that
    // takes long to fail is not stable.
    std::function<std::chrono::steady_clock::time_point()> up_since{};
};

struct supervision {
    restart_settings restarts;
    std::function<diagnosis(std::exception_ptr)> diagnose; // empty: the exception's what()
    std::uint64_t seed = 0;
};

// Runs the children until cancelled; never throws for a child's failure.
boost::asio::awaitable<void> one_for_one(std::vector<child> children, supervision policy);

}
