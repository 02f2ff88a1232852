#include "runtime/circuit_breaker.hpp"

#include <algorithm>

namespace runtime {

std::string_view text(breaker_state s)
{
    switch (s) {
    case breaker_state::closed:
        return "closed";
    case breaker_state::open:
        return "open";
    case breaker_state::half_open:
        return "half_open";
    case breaker_state::forced_open:
        return "forced_open";
    case breaker_state::disabled:
        return "disabled";
    }
    return "";
}

void circuit_breaker::enter(breaker_state next, time_point now)
{
    if (next == state_) return;
    if (state_ == breaker_state::open || state_ == breaker_state::forced_open)
        history_.open += now - since_;
    ++history_.transitions[static_cast<std::size_t>(next)];
    state_ = next;
    since_ = now;
}

circuit_breaker::milliseconds
circuit_breaker::failed(unsigned nth, milliseconds pause, time_point now)
{
    auto overwhelmed = overwhelmed_;
    forget_commands();
    if (state_ == breaker_state::forced_open || state_ == breaker_state::disabled) return pause;
    // A stable life came before this failure: what was is forgiven.
    if (nth <= 1) rests_ = 0;
    if (settings_.failures == 0 || (nth < settings_.failures && !overwhelmed)) return pause;
    enter(breaker_state::open, now);
    return std::max(pause, rest());
}

circuit_breaker::milliseconds circuit_breaker::rest()
{
    ++rests_;
    auto longest = static_cast<double>(settings_.most_open.count());
    auto length = std::min(longest, static_cast<double>(settings_.open.count()) * rests_);
    auto share = std::generate_canonical<double, 53>(chance_);
    return milliseconds(static_cast<std::int64_t>(length * (1 - jitter + 2 * jitter * share)));
}

void circuit_breaker::attempt(time_point now)
{
    forget_commands();
    works_ = 0;
    if (state_ == breaker_state::open) enter(breaker_state::half_open, now);
}

void circuit_breaker::worked(time_point now)
{
    if (state_ == breaker_state::half_open && ++works_ >= works_to_close)
        enter(breaker_state::closed, now);
}

bool circuit_breaker::command_ended(bool good)
{
    bad_[commands_ % commands_looked_at] = !good;
    ++commands_;
    overwhelmed_ = commands_ >= commands_looked_at && 2 * bad_.count() >= commands_looked_at;
    return overwhelmed_ && settings_.failures > 0 && state_ != breaker_state::disabled;
}

void circuit_breaker::reset(time_point now)
{
    rests_ = 0;
    forget_commands();
    enter(breaker_state::closed, now);
}

void circuit_breaker::forget_commands()
{
    bad_.reset();
    commands_ = 0;
    overwhelmed_ = false;
}

}
