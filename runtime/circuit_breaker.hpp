// Gives a device that keeps failing a rest: after so many failures nothing is tried for a while
// (open), then once (half-open), and what comes of that decides. Pure: time and chance are given to
// it. https://martinfowler.com/bliki/CircuitBreaker.html has the words.
#pragma once

#include "runtime/chance.hpp"

#include <array>
#include <bitset>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace runtime {

struct breaker_settings {
    unsigned failures = 5;                  // in a row, before it opens; 0: never
    std::chrono::milliseconds open{30'000}; // the first rest; the nth in a row is n times as long
    std::chrono::milliseconds most_open{120'000};

    bool operator==(const breaker_settings&) const = default;
};

enum class breaker_state : std::uint8_t {
    closed,
    open,        // resting
    half_open,   // trying once
    forced_open, // a person said so: nothing is tried until reset()
    disabled,    // a person said so: failures never open it, until reset()
};
inline constexpr std::size_t breaker_states = 5;

std::string_view text(breaker_state s); // "half_open"

// What happened to it so far.
struct breaker_history {
    std::array<std::uint64_t, breaker_states> transitions{}; // into each state
    std::chrono::steady_clock::duration open{0};             // rests and forced ones that are over
};

class circuit_breaker {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using milliseconds = std::chrono::milliseconds;

    circuit_breaker(const breaker_settings& settings, std::uint64_t seed, time_point now)
        : settings_(settings), chance_(make_chance(seed)), since_(now)
    {
    }

    breaker_state state() const { return state_; }
    time_point since() const { return since_; } // in this state
    const breaker_history& history() const { return history_; }

    // Others from the next failure on.
    void configure(const breaker_settings& settings) { settings_ = settings; }

    // Whether anything may be tried at all.
    bool allows() const { return state_ != breaker_state::forced_open; }

    // An attempt failed, or what it began ended: the `nth` without a stable life in between.
    // Returns how long to wait for the next attempt, at least `pause`.
    milliseconds failed(unsigned nth, milliseconds pause, time_point now);

    // An attempt begins: a rest is over with it.
    void attempt(time_point now);

    // The device did its work once. Closes a half-open one when it has done so twice.
    void worked(time_point now);

    // A command ended. True when half of the last 20 were bad: then the device is to be left alone,
    // and failed() opens the breaker, whatever the count.
    bool command_ended(bool good);

    // What a person decides.
    void force_open(time_point now) { enter(breaker_state::forced_open, now); }
    void disable(time_point now) { enter(breaker_state::disabled, now); }
    void reset(time_point now);

private:
    static constexpr std::size_t commands_looked_at = 20;
    static constexpr unsigned works_to_close = 2;
    static constexpr double jitter = 0.2; // +-: a thousand routers do not come back as one

    void enter(breaker_state next, time_point now);
    milliseconds rest();
    void forget_commands();

    breaker_settings settings_;
    chance chance_;
    breaker_state state_ = breaker_state::closed;
    time_point since_;
    breaker_history history_;
    unsigned rests_ = 0; // in a row
    unsigned works_ = 0; // while half-open
    std::bitset<commands_looked_at> bad_;
    std::size_t commands_ = 0; // since the attempt began
    bool overwhelmed_ = false;
};

}
