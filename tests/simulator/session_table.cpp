#include "tests/simulator/session_table.hpp"

#include "tests/simulator/traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace simulator {
namespace {

constexpr std::uint32_t ids_of_dynamic_items = 0x80020000; // as routers have them: *80020DCC

}

std::string pppoe_session::interface_name() const
{
    if (suffix == 0) return fmt::format("<pppoe-{}>", user);
    return fmt::format("<pppoe-{}-{}>", user, suffix);
}

session_table::session_table(settings s, change_log& changes)
    : settings_(std::move(s)),
      changes_(changes),
      last_id_(ids_of_dynamic_items + static_cast<std::uint32_t>(mix(settings_.seed, 7) % 0x10000))
{
}

std::uint32_t session_table::subscribers() const
{
    return settings_.online + settings_.online / 10 + (settings_.online > 0 ? 1 : 0);
}

std::string session_table::subscriber(std::uint32_t number) const
{
    return fmt::format("u{:04}@{}", number, settings_.realm);
}

void session_table::start_over(moment now)
{
    sessions_.clear();
    sessions_.reserve(settings_.online);
    for (std::uint32_t n = 1; n <= settings_.online; ++n)
        log_in(subscriber(n), now);
    set_changes_per_second(settings_.changes_per_second, now);
}

void session_table::advance(moment now)
{
    constexpr int most_at_once = 10'000; // after a long sleep of the machine
    for (int i = 0; next_change_ <= now && i < most_at_once; ++i) {
        change_one(next_change_);
        next_change_ += next_pause();
    }
    if (next_change_ <= now) next_change_ = now + next_pause();
}

void session_table::change_one(moment now)
{
    if (sessions_.size() >= settings_.online && !sessions_.empty()) {
        log_out(sessions_[next_random() % sessions_.size()].id);
        return;
    }
    auto first = next_random() % subscribers();
    for (std::uint32_t n = 0; n < subscribers(); ++n) {
        auto user = subscriber(static_cast<std::uint32_t>((first + n) % subscribers()) + 1);
        if (online(user)) continue;
        log_in(user, now);
        return;
    }
}

const pppoe_session& session_table::log_in(const std::string& user, moment now)
{
    pppoe_session s;
    s.id = ++last_id_;
    s.seed = mix(settings_.seed, s.id);
    s.user = user;
    s.since = now;
    while (std::any_of(sessions_.begin(), sessions_.end(), [&](const pppoe_session& other) {
        return other.suffix == s.suffix && other.user == user;
    }))
        ++s.suffix;
    changes_.add(
        {.what = change::kind::added, .who = change::subject::session, .id = s.id, .property = {}});
    return sessions_.emplace_back(std::move(s));
}

bool session_table::log_out(std::uint32_t id)
{
    auto found = std::find_if(
        sessions_.begin(), sessions_.end(), [&](const pppoe_session& s) { return s.id == id; });
    if (found == sessions_.end()) return false;
    changes_.add(
        {.what = change::kind::removed, .who = change::subject::session, .id = id, .property = {}});
    sessions_.erase(found);
    return true;
}

std::size_t session_table::log_out_user(std::string_view user)
{
    std::vector<std::uint32_t> ids;
    for (const auto& s : sessions_)
        if (s.user == user) ids.push_back(s.id);
    for (auto id : ids)
        log_out(id);
    return ids.size();
}

const pppoe_session* session_table::find(std::uint32_t id) const
{
    auto found = std::find_if(
        sessions_.begin(), sessions_.end(), [&](const pppoe_session& s) { return s.id == id; });
    return found == sessions_.end() ? nullptr : &*found;
}

const pppoe_session* session_table::find_interface(std::string_view name) const
{
    auto found = std::find_if(sessions_.begin(), sessions_.end(), [&](const pppoe_session& s) {
        return name.find(s.user) != std::string_view::npos && s.interface_name() == name;
    });
    return found == sessions_.end() ? nullptr : &*found;
}

void session_table::set_changes_per_second(double rate, moment now)
{
    settings_.changes_per_second = rate;
    next_change_ = rate > 0 && settings_.online > 0 ? now + next_pause() : moment::max();
}

bool session_table::online(std::string_view user) const
{
    return std::any_of(
        sessions_.begin(), sessions_.end(), [&](const pppoe_session& s) { return s.user == user; });
}

std::uint64_t session_table::next_random()
{
    return mix(settings_.seed, 1'000'000 + ++random_);
}

// Between independent events of a given rate: exponentially distributed.
moment session_table::next_pause()
{
    auto c = static_cast<double>(next_random() >> 11) * 0x1p-53;
    auto pause = -std::log(1 - c) / settings_.changes_per_second;
    return moment(1 + static_cast<std::int64_t>(std::min(pause, 1e9) * 1000));
}

}
