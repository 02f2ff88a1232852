#include "runtime/restart_policy.hpp"

#include <algorithm>

namespace runtime {
namespace {

double in_ms(std::chrono::milliseconds value)
{
    return static_cast<double>(value.count());
}

}

std::chrono::milliseconds restart_policy::next_delay(std::chrono::milliseconds lived,
                                                     std::chrono::milliseconds at_least)
{
    if (lived >= settings_.stable_after) {
        current_ms_ = 0;
        failures_ = 0;
    }
    ++failures_;
    current_ms_ = current_ms_ == 0 ? in_ms(settings_.initial) : current_ms_ * settings_.factor;
    current_ms_ = std::clamp(
        current_ms_, in_ms(at_least), std::max(in_ms(settings_.ceiling), in_ms(at_least)));
    std::uniform_real_distribution<double> spread(1 - settings_.jitter, 1 + settings_.jitter);
    auto delay = std::min(current_ms_ * spread(chance_), in_ms(settings_.ceiling));
    return std::chrono::milliseconds(static_cast<std::int64_t>(delay));
}

}
