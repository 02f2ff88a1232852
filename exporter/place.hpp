// One of a limited number of places, taken for as long as it lives. Any thread.
#pragma once

#include <atomic>

namespace exporter {

class place {
public:
    place(std::atomic<unsigned>& taken, unsigned most) : taken_(taken), got_(++taken <= most) {}
    place(const place&) = delete;
    ~place() { --taken_; }
    bool got() const { return got_; }

private:
    std::atomic<unsigned>& taken_;
    bool got_;
};

}
