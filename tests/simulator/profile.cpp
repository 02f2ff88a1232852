#include "tests/simulator/profile.hpp"

#include "config/yaml_map.hpp"
#include "config/yaml_node.hpp"
#include "embedded/simulator_profiles.hpp"
#include "tests/simulator/profile_menus.hpp"

#include <stdexcept>

namespace simulator {
namespace {

using config::yaml_map;
using config::yaml_value;

constexpr std::array<config::choice<login_style>, 3> login_styles{
    {{"plain", login_style::plain},
     {"challenge", login_style::challenge},
     {"both", login_style::both}}};

constexpr std::array<config::choice<date_style>, 2> date_styles{
    {{"month_name", date_style::month_name}, {"iso", date_style::iso}}};

constexpr double fastest = 1e12;

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
    // Its own menus first: they take the place of those it shares.
    if (auto menus = map.require("menus")) read_menus(*menus, *p);
    if (auto files = map.find("include"))
        for (const auto& file_name : files->items())
            include_menus(file_name, *p, out);
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
