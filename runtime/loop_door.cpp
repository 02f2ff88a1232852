#include "runtime/loop_door.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace runtime {

loop_door::opening::opening(loop_door& door, boost::asio::any_io_executor loop) : door_(door)
{
    std::lock_guard lock(door_.mutex_);
    door_.loop_ = std::move(loop);
}

loop_door::opening::~opening()
{
    std::vector<std::packaged_task<void()>> never_done; // whoever waits is told by its end
    std::lock_guard lock(door_.mutex_);
    door_.loop_.reset();
    never_done.swap(door_.waiting_);
}

bool loop_door::run(std::function<void()> work)
{
    std::packaged_task<void()> task(std::move(work));
    auto done = task.get_future();
    {
        std::lock_guard lock(mutex_);
        if (!loop_) return false;
        waiting_.push_back(std::move(task));
        boost::asio::post(*loop_, [this] { let_in(); });
    }
    try {
        done.get();
    } catch (const std::future_error&) {
        return false;
    }
    return true;
}

void loop_door::let_in()
{
    std::vector<std::packaged_task<void()>> now;
    {
        std::lock_guard lock(mutex_);
        now.swap(waiting_);
    }
    for (auto& task : now)
        task();
}

}
