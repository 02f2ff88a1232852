#include "tests/simulator/profile.hpp"

#include "config/yaml_map.hpp"
#include "config/yaml_node.hpp"
#include "embedded/simulator_profiles.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace simulator {
namespace {

using config::yaml_map;
using config::yaml_value;

constexpr std::pair<std::string_view, variable> variables[]{
    {"uptime", variable::uptime},
    {"identity", variable::identity},
    {"serial", variable::serial},
    {"around", variable::around},
    {"load", variable::load},
    {"api-port", variable::api_port},
    {"tls-port", variable::tls_port},
    {"id", variable::id},
    {"session-id", variable::session_id},
    {"name", variable::name},
    {"user", variable::user},
    {"comment", variable::comment},
    {"mac", variable::mac},
    {"address", variable::address},
    {"age", variable::age},
    {"since", variable::since},
    {"running", variable::running},
    {"disabled", variable::disabled},
    {"rx-bytes", variable::rx_bytes},
    {"tx-bytes", variable::tx_bytes},
    {"rx-packets", variable::rx_packets},
    {"tx-packets", variable::tx_packets},
    {"byte-pair", variable::byte_pair},
    {"packet-pair", variable::packet_pair},
    {"rate-pair", variable::rate_pair},
    {"password", variable::password},
};

constexpr std::array<config::choice<source>, 7> sources{{{"rows", source::rows},
                                                         {"interfaces", source::interfaces},
                                                         {"ethernets", source::ethernets},
                                                         {"sessions", source::sessions},
                                                         {"secrets", source::secrets},
                                                         {"log", source::log},
                                                         {"users", source::users}}};

constexpr std::array<config::choice<login_style>, 3> login_styles{
    {{"plain", login_style::plain},
     {"challenge", login_style::challenge},
     {"both", login_style::both}}};

constexpr std::array<config::choice<date_style>, 2> date_styles{
    {{"month_name", date_style::month_name}, {"iso", date_style::iso}}};

constexpr double fastest = 1e12;

// "$around 24.3" -> the variable and its number.
cell read_cell(const yaml_map::named& entry)
{
    cell c{.name = entry.name,
           .what = variable::literal,
           .text = entry.value.node().text,
           .number = 0};
    if (!c.text.starts_with('$')) return c;
    auto space = c.text.find(' ');
    auto word = std::string_view(c.text).substr(1, space - 1);
    auto known = std::find_if(
        std::begin(variables), std::end(variables), [&](const auto& v) { return v.first == word; });
    if (known == std::end(variables)) {
        entry.value.refuse("there is no variable " + config::quoted(c.text));
        return c;
    }
    c.what = known->second;
    c.text = space == std::string::npos ? std::string() : c.text.substr(space + 1);
    std::from_chars(c.text.data(), c.text.data() + c.text.size(), c.number);
    return c;
}

row_template read_row(const yaml_value& value)
{
    row_template r;
    for (const auto& entry : yaml_map(value).all())
        r.push_back(read_cell(entry));
    return r;
}

void read_flag(yaml_map& map, std::string_view key, bool& into)
{
    if (auto value = map.find(key)) into = value->flag().value_or(into);
}

void read_text(yaml_map& map, std::string_view key, std::string& into)
{
    if (auto value = map.find(key)) into = value->text().value_or(into);
}

void read_rate(yaml_map& map, std::string_view key, double& into)
{
    if (auto value = map.find(key)) into = value->number(0, fastest).value_or(into);
}

port read_port(const yaml_value& value)
{
    yaml_map map(value);
    port p;
    if (auto name = map.require("name")) p.name = name->text().value_or("");
    if (auto kind = map.require("kind")) p.kind = kind->text().value_or("");
    read_text(map, "mac", p.mac);
    read_text(map, "comment", p.comment);
    read_rate(map, "rx", p.rx);
    read_rate(map, "tx", p.tx);
    read_flag(map, "running", p.running);
    read_flag(map, "disabled", p.disabled);
    map.finish();
    return p;
}

menu read_menu(const yaml_value& value)
{
    yaml_map map(value);
    menu m;
    if (auto from = map.find("from")) m.from = config::choose(*from, sources).value_or(m.from);
    if (auto rows = map.find("rows"))
        for (const auto& item : rows->items())
            m.rows.push_back(read_row(item));
    if (auto form = map.find("row")) m.rows.push_back(read_row(*form));
    map.finish();
    auto one_form = m.from != source::rows && m.from != source::interfaces;
    if (one_form && m.rows.size() != 1) map.refuse("must have `row`, the form of its rows");
    return m;
}

void read_character(yaml_map& map, profile& p)
{
    if (auto name = map.require("name")) p.name = name->text().value_or("");
    if (auto login = map.find("login")) p.login = choose(*login, login_styles).value_or(p.login);
    if (auto dates = map.find("dates")) p.dates = choose(*dates, date_styles).value_or(p.dates);
    if (auto uptime = map.find("uptime")) {
        constexpr std::chrono::hours longest{24 * 365 * 9};
        p.uptime = uptime->duration({}, longest).value_or(p.uptime);
    }
    read_text(map, "serial", p.serial);
    read_flag(map, "empty_reply", p.empty_reply);
    read_flag(map, "two_traps", p.two_traps);
    read_flag(map, "drops_in_monitor", p.drops_in_monitor);
    read_flag(map, "cannot_log_in", p.cannot_log_in);
}

void check_kinds(const yaml_map& map, const profile& p)
{
    for (const auto& port : p.ports)
        if (!p.kinds.contains(port.kind)) map.refuse("no kind is named " + port.kind);
    if (!p.kinds.contains("pppoe"))
        map.refuse("kinds must have pppoe, the form of session interfaces");
}

}

const menu* profile::find(std::string_view path) const
{
    auto found = menus.find(path);
    return found == menus.end() ? nullptr : &found->second;
}

bool profile::leads_somewhere(std::string_view path) const
{
    auto next = menus.lower_bound(path);
    if (next == menus.end() || !next->first.starts_with(path)) return false;
    return next->first.size() == path.size() || next->first[path.size()] == '/';
}

std::shared_ptr<const profile>
read_profile(const std::string& text, const std::string& file, config::mistakes& out)
{
    auto p = std::make_shared<profile>();
    auto document = config::read_yaml(text, file, out);
    if (!document) return p;
    yaml_map map(yaml_value(*document, file, "", out));
    read_character(map, *p);
    if (auto ports = map.require("ports"))
        for (const auto& item : ports->items())
            p->ports.push_back(read_port(item));
    if (auto kinds = map.require("kinds"))
        for (const auto& entry : yaml_map(*kinds).all())
            p->kinds.emplace(entry.name, read_row(entry.value));
    if (auto menus = map.require("menus"))
        for (const auto& entry : yaml_map(*menus).all())
            p->menus.emplace(entry.name, read_menu(entry.value));
    map.finish();
    check_kinds(map, *p);
    return p;
}

std::vector<std::string> profile_names()
{
    std::vector<std::string> names;
    for (const auto& file : simulator_profiles())
        names.emplace_back(file.name.substr(0, file.name.rfind('.')));
    return names;
}

std::shared_ptr<const profile> find_profile(std::string_view name)
{
    for (const auto& file : simulator_profiles()) {
        if (file.name.substr(0, file.name.rfind('.')) != name) continue;
        config::mistakes wrong;
        auto p = read_profile(std::string(file.content), std::string(file.name), wrong);
        if (!wrong.empty()) throw std::runtime_error(wrong.front().text());
        return p;
    }
    return nullptr;
}

}
