// The requests being answered, so that the program's end can wait for them. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace exporter {

class open_requests {
public:
    // One of them, for as long as it lives.
    class visit {
    public:
        explicit visit(open_requests& all) : all_(all), is_welcome_(all.enter()) {}
        visit(const visit&) = delete;
        ~visit()
        {
            if (is_welcome_) all_.leave();
        }
        bool is_welcome() const { return is_welcome_; } // false: none is taken any more

    private:
        open_requests& all_;
        bool is_welcome_;
    };

    // None is taken from now on.
    void close();

    // Until all there are have ended, or the deadline. False: not all have.
    bool wait(std::chrono::steady_clock::time_point deadline);

private:
    bool enter();
    void leave();

    std::mutex mutex_; // guards all below
    std::condition_variable changed_;
    bool closed_ = false;
    unsigned open_ = 0;
};

}
