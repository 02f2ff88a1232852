// How long to wait before a failed child is started again. Pure: time and chance are given to it.
#pragma once

#include "runtime/chance.hpp"

#include <chrono>
#include <cstdint>

namespace runtime {

struct restart_settings {
    std::chrono::milliseconds initial{1'000};
    double factor = 1.6;
    double jitter = 0.2; // +- this share, so that a thousand routers do not come back as one
    std::chrono::milliseconds ceiling{120'000};
    std::chrono::milliseconds stable_after{60'000}; // a life this long forgives all failures before

    bool operator==(const restart_settings&) const = default;
};

class restart_policy {
public:
    restart_policy(const restart_settings& settings, std::uint64_t seed)
        : settings_(settings), chance_(make_chance(seed))
    {
    }

    // `lived` is how long the child lived; `at_least` the shortest pause its failure deserves (a
    // wrong password is a line in the router's log each time).
    std::chrono::milliseconds next_delay(std::chrono::milliseconds lived,
                                         std::chrono::milliseconds at_least = {});

    unsigned failures() const { return failures_; }

    void forget() // all failures so far
    {
        current_ms_ = 0;
        failures_ = 0;
    }

    void configure(const restart_settings& settings) { settings_ = settings; }

private:
    restart_settings settings_;
    chance chance_;
    double current_ms_ = 0;
    unsigned failures_ = 0;
};

}
