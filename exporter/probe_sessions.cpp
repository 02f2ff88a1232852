#include "exporter/probe_sessions.hpp"

namespace exporter {

std::optional<probe_sessions::session> probe_sessions::find(const std::string& key, time_point now)
{
    auto found = sessions_.find(key);
    if (found == sessions_.end()) return std::nullopt;
    found->second.asked = now;
    return found->second.of;
}

void probe_sessions::put(const std::string& key, session s, time_point now)
{
    sessions_[key] = {std::move(s), now, 0};
}

probe_sessions::entry* probe_sessions::find_entry(const std::string& key, router_id id)
{
    auto found = sessions_.find(key);
    return found != sessions_.end() && found->second.of.id == id ? &found->second : nullptr;
}

void probe_sessions::begin_waiting(const std::string& key, router_id id)
{
    if (auto* e = find_entry(key, id)) ++e->waiting;
}

// Who waits for a router is asking about it all the time.
void probe_sessions::end_waiting(const std::string& key, router_id id, time_point now)
{
    auto* e = find_entry(key, id);
    if (!e) return;
    --e->waiting;
    e->asked = now;
}

std::vector<router_id> probe_sessions::take_idle(time_point since)
{
    std::vector<router_id> gone;
    std::erase_if(sessions_, [&](const auto& s) {
        const auto& e = s.second;
        auto is_idle = e.waiting == 0 && e.asked < since;
        if (is_idle) gone.push_back(e.of.id);
        return is_idle;
    });
    return gone;
}

std::vector<router_id> probe_sessions::take_all()
{
    std::vector<router_id> gone;
    gone.reserve(sessions_.size());
    for (const auto& [key, e] : sessions_)
        gone.push_back(e.of.id);
    sessions_.clear();
    return gone;
}

}
