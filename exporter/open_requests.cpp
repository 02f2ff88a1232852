#include "exporter/open_requests.hpp"

namespace exporter {

void open_requests::close()
{
    std::lock_guard lock(mutex_);
    closed_ = true;
}

bool open_requests::wait(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, deadline, [this] { return open_ == 0; });
}

bool open_requests::enter()
{
    std::lock_guard lock(mutex_);
    if (!closed_) ++open_;
    return !closed_;
}

void open_requests::leave()
{
    std::lock_guard lock(mutex_);
    --open_;
    changed_.notify_all();
}

}
