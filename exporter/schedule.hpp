// When to run which collector of one router. Deadline-based: beats do not drift, and those missed
// are counted, never made up for. Pure: the time is given to it.
#pragma once

#include "runtime/chance.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace exporter {

class schedule {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using milliseconds = std::chrono::milliseconds;

    // One cadence per collector, zero for one that is off. All are due at once, so that a router
    // that comes (back) is seen whole; their second beats are spread over their cadence by chance.
    schedule(const std::vector<milliseconds>& cadences, time_point now, std::uint64_t seed);

    // The collector that has waited longest for its turn; it is then running until finished().
    std::optional<std::size_t> take(time_point now);
    void finished(std::size_t collector, time_point now);

    // This collector is to be run again at `when`, if its next beat is later.
    void again(std::size_t collector, time_point when)
    {
        beats_[collector].next = std::min(beats_[collector].next, when);
    }
    time_point next(std::size_t collector) const { return beats_[collector].next; }

    // This collector is not to be run again.
    void retire(std::size_t collector) { beats_[collector].every = milliseconds(0); }

    // When take() will have something; max() while everything runs or is off.
    time_point next() const;

    std::uint64_t missed() const { return missed_; }

    // The moment to wake up for something at `t`: the same for all routers that have something
    // about then, so that a program of a thousand routers wakes once for many of them.
    static time_point wake(time_point t);

private:
    struct beat {
        milliseconds every{0};
        time_point next;
        bool first = true;
        bool running = false;
    };
    void advance(beat& b, time_point now);

    std::vector<beat> beats_;
    runtime::chance chance_;
    std::uint64_t missed_ = 0;
};

}
