// Supervision as in OTP, one_for_one: each child lives for itself and is started again when it
// fails. The one place where a failed life's exception is caught.
#pragma once

#include "runtime/restart_policy.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
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
    // Its last life has ended, and with it all that used what these functions refer to. May be
    // empty.
    std::function<void()> on_gone{};
    std::optional<restart_settings> restarts{}; // instead of the supervisor's
    // May make the pause after the nth failure in a row longer, as a circuit breaker does. May be
    // empty.
    std::function<std::chrono::milliseconds(unsigned nth, std::chrono::milliseconds pause)> rest{};
};

struct supervision {
    restart_settings restarts;
    std::function<diagnosis(std::exception_ptr)> diagnose; // empty: the exception's what()
    std::uint64_t seed = 0;
};

using child_id = std::uint64_t; // never given twice

// Children may come, be renewed and go while it runs; all calls on the thread of run(). It must
// outlive the loop that runs it.
class supervisor {
public:
    explicit supervisor(supervision policy);
    supervisor(const supervisor&) = delete;
    ~supervisor();

    // Runs the children until cancelled, and ends when each of their lives has. A child's failure
    // is not thrown. What its functions throw is: a fault of ours, for the supervisor above, whose
    // next run() begins all the children anew.
    boost::asio::awaitable<void> run();

    // The child's life begins with run(), or in the loop's next turn while that runs.
    child_id start(child c);

    // Ends the child for good: cancels its life and tells on_gone when that has ended. One that is
    // gone already is left alone.
    void stop(child_id id);

    // Has the child's next life begin in `after` at the latest: the one it is in is cancelled then,
    // or the pause cut short, and failures so far are forgiven. One that is gone is left alone.
    void renew(child_id id, std::chrono::milliseconds after);

    // Other pauses from the child's next failure on.
    void set_restarts(child_id id, const restart_settings& settings);

    std::size_t size() const { return wards_.size(); }

private:
    struct ward;
    struct loop_side;
    void launch(ward& w);
    void ended(child_id id, std::exception_ptr error);
    void bury();
    void end_all(bool for_good);
    bool has_life() const;
    boost::asio::awaitable<void> keep_alive(ward& w);
    boost::asio::awaitable<void> tend(loop_side& loop);

    supervision policy_;
    std::map<child_id, std::unique_ptr<ward>> wards_;
    std::vector<child_id> ended_; // to be buried in run()'s own turn
    loop_side* loop_ = nullptr;   // while running
    bool ending_ = false;         // run() waits for the last lives
    std::exception_ptr broken_;   // what a child's functions threw
    child_id last_ = 0;
};

}
