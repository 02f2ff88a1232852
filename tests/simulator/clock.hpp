// The simulation's time in terms of the machine's.
#pragma once

#include "tests/simulator/moment.hpp"

#include <algorithm>
#include <chrono>

namespace simulator {

class clock {
public:
    moment now() const
    {
        return skipped_ +
               std::chrono::duration_cast<moment>(std::chrono::steady_clock::now() - start_);
    }

    // When `at` will be; far in the future for moment::max().
    std::chrono::steady_clock::time_point when(moment at) const
    {
        constexpr std::chrono::hours far{24 * 365};
        auto away = std::min(at - skipped_, moment(far));
        return start_ + std::max(away, moment(0));
    }

    // Time passes at once: counters and uptimes jump, sessions come and go.
    void skip(moment length) { skipped_ += length; }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    moment skipped_{0};
};

}
