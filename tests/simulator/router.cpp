#include "tests/simulator/router.hpp"

#include "tests/simulator/request.hpp"

#include <algorithm>
#include <charconv>

namespace simulator {
namespace {

constexpr std::size_t log_lines = 1000; // as RouterOS keeps

std::optional<std::uint32_t> parse_id(std::string_view text)
{
    if (!text.starts_with('*')) return std::nullopt;
    text.remove_prefix(1);
    std::uint32_t id = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return id;
}

}

router::router(router_settings settings, moment now)
    : settings_(std::move(settings)),
      boot_(now - settings_.profile->uptime),
      identity_(settings_.name),
      sessions_({.seed = settings_.seed,
                 .realm = settings_.name,
                 .online = settings_.sessions,
                 .changes_per_second = settings_.session_changes_per_second},
                changes_)
{
    for (const auto& p : profile().ports)
        ports_.push_back(
            {.name = p.name, .comment = p.comment, .disabled = p.disabled, .since = boot_});
    sessions_.start_over(now);
    log("system,info", "router rebooted", boot_);
}

void router::boot(moment now)
{
    boot_ = now;
    reset_counters(now);
    sessions_.start_over(now);
    api_sessions_.clear();
    reboot_at_.reset();
    log_.clear();
    last_log_id_ = 0;
    log("system,info", "router rebooted", now);
}

void router::reset_counters(moment now)
{
    for (auto& p : ports_) {
        p.since = now;
        p.carried_seconds = 0;
    }
}

namespace {

bool is_listed(std::string_view path, std::string_view list)
{
    auto listed = split_list(list);
    return std::find(listed.begin(), listed.end(), path) != listed.end();
}

}

const menu* router::find_menu(std::string_view path) const
{
    return is_listed(path, faults().missing_menus) ? nullptr : profile().find(path);
}

bool router::forbids(std::string_view path) const
{
    return is_listed(path, faults().forbidden_menus);
}

std::optional<router::found> router::find_interface(std::string_view name_or_id) const
{
    for (std::size_t i = 0; i < ports_.size(); ++i)
        if (ports_[i].name == name_or_id) return found{true, static_cast<std::uint32_t>(i + 1)};
    if (auto id = parse_id(name_or_id)) {
        if (*id >= 1 && *id <= ports_.size()) return found{true, *id};
        if (sessions_.find(*id)) return found{false, *id};
        return std::nullopt;
    }
    if (faults().hostile_names && name_or_id.starts_with(hostile_prefix))
        name_or_id.remove_prefix(hostile_prefix.size());
    if (const auto* s = sessions_.find_interface(name_or_id)) return found{false, s->id};
    return std::nullopt;
}

const std::string& router::identity() const
{
    return faults().identity.empty() ? identity_ : faults().identity;
}

void router::set_disabled(std::uint32_t port, bool disabled, moment now)
{
    auto& p = ports_[port - 1];
    if (p.disabled == disabled) return;
    if (disabled) p.carried_seconds += seconds(now - p.since);
    p.disabled = disabled;
    p.since = now;
    changes_.add({.who = change::subject::port, .id = port, .property = "disabled"});
}

void router::set_comment(std::uint32_t port, std::string comment)
{
    ports_[port - 1].comment = std::move(comment);
    changes_.add({.who = change::subject::port, .id = port, .property = "comment"});
}

void router::log(std::string topics, std::string message, moment now)
{
    log_.push_back({++last_log_id_, now, std::move(topics), std::move(message)});
    if (log_.size() > log_lines) log_.pop_front();
    changes_.add({.what = change::kind::added,
                  .who = change::subject::log,
                  .id = last_log_id_,
                  .property = {}});
}

moment router::begin_at(moment now)
{
    auto at = faults().slow_after_burst ? pacing_.begin_at(now) : now;
    return at + moment(faults().delay_ms);
}

void router::listens_on(std::uint16_t api, std::uint16_t tls)
{
    api_port_ = api;
    tls_port_ = tls;
}

std::uint32_t
router::open_api_session(const std::string& user, const std::string& address, moment now)
{
    api_sessions_.push_back({++last_api_session_, user, address, now});
    return last_api_session_;
}

void router::close_api_session(std::uint32_t id)
{
    std::erase_if(api_sessions_, [&](const api_session& s) { return s.id == id; });
}

}
