// The way into an event loop for other threads: work that they have the loop do, and wait for.
#pragma once

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <vector>

namespace runtime {

class loop_door {
public:
    // Open for as long as it lives: between the loop's making and its end.
    class opening {
    public:
        opening(loop_door& door, boost::asio::any_io_executor loop);
        opening(const opening&) = delete;
        ~opening();

    private:
        loop_door& door_;
    };

    // Runs `work` on the loop and waits until it is done; what it throws is thrown here. False:
    // the door is shut, or was before the work's turn came, and it will never be done. Not to be
    // called on the loop's own thread.
    bool run(std::function<void()> work);

private:
    void let_in();

    std::mutex mutex_; // guards all below
    std::optional<boost::asio::any_io_executor> loop_;
    std::vector<std::packaged_task<void()>> waiting_;
};

}
