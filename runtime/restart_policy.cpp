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
    if (lived >= settings_.stable_after) forget();
    ++failures_;
    current_ms_ = current_ms_ == 0 ? in_ms(settings_.initial) : current_ms_ * settings_.factor;
    auto least = in_ms(at_least);
    auto most = std::max(in_ms(settings_.ceiling), least);
    current_ms_ = std::clamp(current_ms_, least, most);
    auto low = std::max(least, current_ms_ * (1 - settings_.jitter));
    auto high = std::max(low, std::min(most, current_ms_ * (1 + settings_.jitter)));
    auto delay = low + std::generate_canonical<double, 53>(chance_) * (high - low);
    return std::chrono::milliseconds(static_cast<std::int64_t>(delay));
}

}
