// What a router's menus print.
#include "tests/simulator/router.hpp"
#include "tests/simulator/traffic.hpp"

#include <algorithm>

namespace simulator {
namespace {

constexpr double subscriber_download = 6e6; // mean, bit/s
constexpr double subscriber_upload = 8e5;

// The form with this name written in it, or else the last one.
const row_template& form_for(std::string_view name, std::span<const row_template> forms)
{
    auto is_for = [&](const row_template& form) {
        return std::any_of(form.begin(), form.end(), [&](const cell& c) {
            return c.name == "name" && c.what == variable::literal && c.text == name;
        });
    };
    auto found = std::find_if(forms.begin(), forms.end(), is_for);
    return found == forms.end() ? forms.back() : *found;
}

constexpr std::string_view hostile_comment = "it's \"quoted\", back\\slash\r\nand <a> second line";

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

void router::fill_monitored(const menu& m,
                            std::span<const row_template> forms,
                            std::size_t index,
                            moment now,
                            row& out) const
{
    row printed;
    fill_row(m, index, now, false, printed);
    fill(out,
         form_for(printed.find("name").value_or(""), forms),
         about(now),
         item_of(m, index, now));
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
        what.seed = mix(seed(), number);
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
    what.seed = s.seed;
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

}
