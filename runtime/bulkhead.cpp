#include "runtime/bulkhead.hpp"

#include <algorithm>
#include <tuple>

namespace runtime {

void bulkhead::set_limits(const std::string& name, const group_limits& limits, time_point now)
{
    auto& g = groups_[name];
    if (g.limits == limits) return;
    g.limits = limits;
    g.rate.reset();
    if (limits.per_second > 0)
        g.rate.emplace(limits.per_second, std::max(1.0, limits.per_second), now);
}

bulkhead::ticket bulkhead::join(const std::string& name, bool has_failed)
{
    auto& g = groups_[name];
    order place{has_failed, ++last_};
    g.line.insert(place);
    tickets_.emplace(last_, holder{&g, place});
    return last_;
}

std::optional<bulkhead::ticket> bulkhead::admit(time_point now)
{
    if (inside_ >= most_) return std::nullopt;
    group* first = nullptr;
    auto turn = [](const group& g) {
        return std::tuple(g.line.begin()->has_failed, g.inside, g.line.begin()->number);
    };
    for (auto& [name, g] : groups_)
        if (has_room(g) && (!g.rate || g.rate->has_token(now)) &&
            (!first || turn(g) < turn(*first)))
            first = &g;
    if (!first) return std::nullopt;
    if (first->rate) first->rate->take(now);
    auto number = first->line.begin()->number;
    first->line.erase(first->line.begin());
    ++first->inside;
    ++inside_;
    tickets_.at(number).inside = true;
    return number;
}

bulkhead::time_point bulkhead::next(time_point now)
{
    auto soonest = time_point::max();
    if (inside_ >= most_) return soonest;
    for (auto& [name, g] : groups_)
        if (has_room(g)) soonest = std::min(soonest, g.rate ? g.rate->next(now) : now);
    return soonest;
}

void bulkhead::leave(ticket t)
{
    auto found = tickets_.find(t);
    if (found == tickets_.end()) return;
    auto& h = found->second;
    if (h.inside) {
        --h.of->inside;
        --inside_;
    } else {
        h.of->line.erase(h.place);
    }
    tickets_.erase(found);
}

}
