#include "exporter/login_throttle.hpp"

#include <algorithm>

namespace exporter {

std::optional<std::chrono::seconds> login_throttle::wait(const std::string& address, time_point now)
{
    auto found = guessers_.find(address);
    if (found == guessers_.end()) return std::nullopt;
    auto next = found->second.left.next(now);
    // `next` is a millisecond late where there is one at once.
    if (next <= now + std::chrono::milliseconds(1)) return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(next - now);
}

void login_throttle::failed(const std::string& address, time_point now)
{
    if (!guessers_.contains(address) && guessers_.size() >= most_addresses) forget_one();
    auto [entry, is_new] =
        guessers_.try_emplace(address, guesser{runtime::token_bucket(per_second, burst, now), now});
    entry->second.left.take(now);
    entry->second.last = now;
}

// The one that has been quiet longest.
void login_throttle::forget_one()
{
    auto quietest =
        std::min_element(guessers_.begin(), guessers_.end(), [](const auto& a, const auto& b) {
            return a.second.last < b.second.last;
        });
    guessers_.erase(quietest);
}

}
