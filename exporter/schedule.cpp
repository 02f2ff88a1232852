#include "exporter/schedule.hpp"

#include <algorithm>

namespace exporter {

schedule::schedule(const std::vector<milliseconds>& cadences, time_point now, std::uint64_t seed)
    : chance_(runtime::make_chance(seed))
{
    beats_.reserve(cadences.size());
    for (auto every : cadences)
        beats_.push_back({every, now});
}

std::optional<std::size_t> schedule::take(time_point now)
{
    std::optional<std::size_t> longest;
    for (std::size_t i = 0; i < beats_.size(); ++i) {
        const auto& b = beats_[i];
        if (b.every.count() == 0 || b.running || b.next > now) continue;
        if (!longest || b.next < beats_[*longest].next) longest = i;
    }
    if (!longest) return longest;
    auto& b = beats_[*longest];
    b.running = true;
    advance(b, now);
    return longest;
}

// To the first beat after `now`.
void schedule::advance(beat& b, time_point now)
{
    if (b.first) {
        b.first = false;
        // Not at once again: the first run may still be going on.
        std::uniform_int_distribution<std::int64_t> phase(b.every.count() / 4, b.every.count());
        b.next = now + milliseconds(phase(chance_));
        return;
    }
    auto skipped = (now - b.next) / b.every;
    missed_ += static_cast<std::uint64_t>(skipped);
    b.next += (skipped + 1) * b.every;
}

void schedule::finished(std::size_t collector, time_point now)
{
    auto& b = beats_[collector];
    b.running = false;
    if (b.every.count() == 0 || b.next > now) return;
    // A beat came while the last run was still going on.
    ++missed_;
    advance(b, now);
}

schedule::time_point schedule::next() const
{
    auto soonest = time_point::max();
    for (const auto& b : beats_)
        if (b.every.count() != 0 && !b.running) soonest = std::min(soonest, b.next);
    return soonest;
}

schedule::time_point schedule::wake(time_point t)
{
    constexpr auto grid = std::chrono::duration_cast<time_point::duration>(milliseconds(20));
    if (t > time_point::max() - grid) return t;
    auto past = t.time_since_epoch() % grid;
    return past.count() == 0 ? t : t + (grid - past);
}

}
