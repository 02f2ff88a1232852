#include "tests/simulator/router.hpp"

#include "tests/simulator/request.hpp"
#include "tests/simulator/traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace simulator {
namespace {

constexpr std::size_t log_lines = 1000; // as RouterOS keeps

constexpr double subscriber_download = 6e6; // mean, bit/s
constexpr double subscriber_upload = 8e5;

std::string mac_of(std::uint64_t seed)
{
    auto m = mix(seed, 77);
    return fmt::format("D4:CA:6D:{:02X}:{:02X}:{:02X}", m & 0xFF, m >> 8 & 0xFF, m >> 16 & 0xFF);
}

std::string address_of(std::uint32_t number)
{
    return fmt::format(
        "100.{}.{}.{}", 64 + (number >> 16 & 0x3F), number >> 8 & 0xFF, number & 0xFF);
}

std::optional<std::uint32_t> parse_id(std::string_view text)
{
    if (!text.starts_with('*')) return std::nullopt;
    text.remove_prefix(1);
    std::uint32_t id = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return id;
}

constexpr std::string_view hostile_comment = "it's \"quoted\", back\\slash\r\nand <a> second line";

constexpr std::string_view hostile_prefix = "a\"b\\c\nd=";

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

const menu* router::find_menu(std::string_view path) const
{
    auto missing = split_list(faults().missing_menus);
    if (std::find(missing.begin(), missing.end(), path) != missing.end()) return nullptr;
    return profile().find(path);
}

std::size_t router::row_count(const menu& m) const
{
    switch (m.from) {
    case source::rows:
        return m.rows.size();
    case source::interfaces:
        return ports_.size() + sessions_.all().size();
    case source::ethernets: {
        auto count = std::count_if(profile().ports.begin(),
                                   profile().ports.end(),
                                   [](const port& p) { return p.kind == "ether"; });
        return static_cast<std::size_t>(count);
    }
    case source::sessions:
        return sessions_.all().size();
    case source::secrets:
        return sessions_.subscribers();
    case source::log:
        return log_.size();
    case source::users:
        return api_sessions_.size();
    }
    return 0;
}

void router::fill_row(const menu& m, std::size_t index, moment now, bool secrets, row& out) const
{
    auto what = item_of(m, index, now);
    if (m.from == source::secrets && secrets) what.password = "subscriber";
    fill(out, form_of(m, index), about(now), what);
}

const row_template& router::form_of(const menu& m, std::size_t index) const
{
    if (m.from == source::rows) return m.rows[index];
    if (m.from != source::interfaces) return m.rows[0];
    // Not by ?:, which would make a temporary string of "pppoe" for the view to look into.
    std::string_view kind = "pppoe";
    if (index < ports_.size()) kind = profile().ports[index].kind;
    return profile().kinds.find(kind)->second;
}

item router::item_of(const menu& m, std::size_t index, moment now) const
{
    switch (m.from) {
    case source::rows:
        return {};
    case source::interfaces:
        if (index >= ports_.size())
            return session_item(sessions_.all()[index - ports_.size()], now);
        return port_item(index, now);
    case source::ethernets: // stand before the others in every profile
        return port_item(index, now);
    case source::sessions:
        return session_item(sessions_.all()[index], now);
    case source::secrets: {
        auto number = static_cast<std::uint32_t>(index) + 1;
        item what;
        what.id = number;
        what.user = sessions_.subscriber(number);
        what.mac = mac_of(mix(seed(), number));
        return what;
    }
    case source::log: {
        const auto& line = log_[index];
        item what;
        what.id = line.id;
        what.born = line.when;
        what.name = line.topics;
        what.comment = line.message;
        return what;
    }
    case source::users: {
        const auto& s = api_sessions_[index];
        item what;
        what.id = s.id;
        what.user = s.user;
        what.address = s.address;
        what.born = s.since;
        return what;
    }
    }
    return {};
}

bool router::fill_changed(const menu& m, const change& c, moment now, row& out) const
{
    if (c.who == change::subject::log) {
        if (m.from != source::log || log_.empty() || c.id < log_.front().id) return false;
        fill_row(m, c.id - log_.front().id, now, false, out);
        return true;
    }
    auto is_port = c.who == change::subject::port;
    auto shown = m.from == source::interfaces ||
                 (is_port ? m.from == source::ethernets : m.from == source::sessions);
    if (!shown) return false;
    auto what = interface_at({is_port, c.id}, now);
    if (!what || c.what == change::kind::removed) {
        out.add(".id", id_text(c.id));
        return c.what == change::kind::removed;
    }
    auto index = is_port ? c.id - 1 : ports_.size();
    fill(out, form_of(m, index), about(now), *what);
    return true;
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

std::optional<item> router::interface_at(found where, moment now) const
{
    if (where.is_port) {
        if (where.id < 1 || where.id > ports_.size()) return std::nullopt;
        return port_item(where.id - 1, now);
    }
    const auto* s = sessions_.find(where.id);
    if (!s) return std::nullopt;
    return session_item(*s, now);
}

item router::port_item(std::size_t index, moment now) const
{
    const auto& p = ports_[index];
    const auto& form = profile().ports[index];
    auto active = active_seconds(p, form, now);
    traffic rx(mix(seed(), index * 2 + 100), form.rx);
    traffic tx(mix(seed(), index * 2 + 101), form.tx);
    item what;
    what.id = static_cast<std::uint32_t>(index + 1);
    what.name = p.name;
    what.comment = faults().hostile_names ? hostile_comment : std::string_view(p.comment);
    what.mac = form.mac;
    what.running = form.running && !p.disabled;
    what.disabled = p.disabled;
    what.born = boot_;
    what.rx_bits = rx.bits(active);
    what.tx_bits = tx.bits(active);
    return what;
}

item router::session_item(const pppoe_session& s, moment now) const
{
    auto active = seconds(now - s.since);
    traffic rx(mix(s.seed, 1), subscriber_upload * (0.2 + 1.6 * chance(s.seed, 3)));
    traffic tx(mix(s.seed, 2), subscriber_download * (0.2 + 1.6 * chance(s.seed, 4)));
    item what;
    what.id = s.id;
    what.name = s.interface_name();
    what.user = s.user;
    if (faults().hostile_names) what.user = what.name = std::string(hostile_prefix) + what.name;
    what.mac = mac_of(s.seed);
    what.address = address_of(s.id);
    what.born = s.since;
    what.rx_bits = rx.bits(active);
    what.tx_bits = tx.bits(active);
    what.rx_rate = rx.bits_per_second(active);
    what.tx_rate = tx.bits_per_second(active);
    return what;
}

double router::active_seconds(const port_state& p, const port& form, moment now) const
{
    if (!form.running) return 0;
    return p.carried_seconds + (p.disabled ? 0 : seconds(now - p.since));
}

self router::about(moment now) const
{
    return {.now = now,
            .uptime = uptime(now),
            .seed = seed(),
            .identity = identity(),
            .serial =
                faults().serial.empty() ? std::string_view(profile().serial) : faults().serial,
            .api_port = api_port_,
            .tls_port = tls_port_,
            .dates = profile().dates};
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
