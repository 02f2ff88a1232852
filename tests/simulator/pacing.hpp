// How a router's management processor slows down: a burst is served at a millisecond a command, and
// what exceeds it at twenty (protocol reference 6). Counted over all connections.
#pragma once

#include "tests/simulator/moment.hpp"

#include <algorithm>

namespace simulator {

class pacing {
public:
    // When a command that arrives now is begun.
    moment begin_at(moment now)
    {
        if (now > free_at_) {
            credit_ = std::min(burst, credit_ + (now - free_at_) / slow);
            free_at_ = now;
        }
        auto quick_one = credit_ > 0;
        if (quick_one) --credit_;
        free_at_ += quick_one ? quick : slow;
        return free_at_;
    }

private:
    static constexpr std::int64_t burst = 150;
    static constexpr moment quick{1};
    static constexpr moment slow{20};
    std::int64_t credit_ = burst;
    moment free_at_{0};
};

}
