#include "config/yaml_map.hpp"
#include "config/yaml_node.hpp"
#include "tests/simulator/profile.hpp"
#include "tests/simulator/settings.hpp"

#include <array>

namespace simulator {
namespace {

using config::yaml_map;
using config::yaml_value;

constexpr std::int64_t most_routers = 100'000;
constexpr std::int64_t most_sessions = 100'000;
constexpr long longest_validity = 100L * 365 * 86'400;

constexpr std::array<config::choice<tls_kind>, 3> tls_kinds{{{"off", tls_kind::off},
                                                             {"certificate", tls_kind::certificate},
                                                             {"anonymous", tls_kind::anonymous}}};

void read_text(yaml_map& map, std::string_view key, std::string& into)
{
    if (auto value = map.find(key)) into = value->text().value_or(into);
}

template <class Number>
void read_integer(
    yaml_map& map, std::string_view key, Number& into, std::int64_t least, std::int64_t most)
{
    auto value = map.find(key);
    if (!value) return;
    if (auto number = value->integer(least, most)) into = static_cast<Number>(*number);
}

std::vector<std::string> read_list(const yaml_value& value)
{
    std::vector<std::string> all;
    for (const auto& item : value.items())
        if (auto text = item.text()) all.push_back(*text);
    return all;
}

user read_user(const yaml_value& value)
{
    yaml_map map(value);
    user u{.password = {}, .policies = all_policies()};
    if (auto password = map.find("password")) u.password = password->any_text().value_or("");
    if (auto policies = map.find("policies")) {
        auto names = read_list(*policies);
        u.policies = {names.begin(), names.end()};
        if (!known_policies(u.policies))
            policies->refuse("names a policy that RouterOS does not have");
    }
    map.finish();
    return u;
}

void read_users(yaml_map& map, user_table& into)
{
    auto value = map.find("users");
    if (!value) return;
    for (const auto& entry : yaml_map(*value).all())
        into[entry.name] = read_user(entry.value);
}

void read_faults(yaml_map& map, faults& into)
{
    auto value = map.find("faults");
    if (!value) return;
    for (const auto& entry : yaml_map(*value).all())
        if (auto wrong = set_fault(into, entry.name, entry.value.node().text))
            entry.value.refuse(*wrong);
}

group read_group(const yaml_value& value)
{
    yaml_map map(value);
    group g;
    read_text(map, "name", g.name);
    if (auto profile = map.find("profile")) {
        auto names = profile_names();
        std::vector<std::string_view> views(names.begin(), names.end());
        if (auto index = profile->one_of(views)) g.profile = names[*index];
    }
    read_integer(map, "count", g.count, 1, most_routers);
    read_integer(map, "sessions", g.sessions, 0, most_sessions);
    if (auto churn = map.find("churn")) g.churn = churn->number(0, 1e4).value_or(0);
    read_users(map, g.users);
    read_faults(map, g.faults);
    map.finish();
    return g;
}

void read_tls(const yaml_value& value, tls_settings& into)
{
    yaml_map map(value);
    if (auto kind = map.find("kind")) into.kind = choose(*kind, tls_kinds).value_or(into.kind);
    read_integer(map, "port", into.port, 0, 65'535);
    read_text(map, "certificate_file", into.certificate_file);
    read_text(map, "key_file", into.key_file);
    read_text(map, "name", into.name);
    if (auto names = map.find("alternative_names")) into.alternative_names = read_list(*names);
    read_integer(map, "valid_from", into.valid_from, -longest_validity, longest_validity);
    read_integer(map, "valid_to", into.valid_to, -longest_validity, longest_validity);
    read_text(map, "write_to", into.write_to);
    map.finish();
}

void read_listen(const yaml_value& value, settings& into)
{
    yaml_map map(value);
    read_text(map, "address", into.address);
    read_integer(map, "port", into.port, 1, 65'535);
    if (map.has("ports_from"))
        read_integer(map, "ports_from", into.ports_from.emplace(), 0, 65'535);
    if (auto tls = map.find("tls")) read_tls(*tls, into.tls);
    map.finish();
}

}

void read_settings(const std::string& text,
                   const std::string& file,
                   settings& into,
                   config::mistakes& out)
{
    auto document = config::read_yaml(text, file, out);
    if (!document) return;
    yaml_map map(yaml_value(*document, file, "", out));
    if (auto listen = map.find("listen")) read_listen(*listen, into);
    read_text(map, "control", into.control);
    read_text(map, "ready_file", into.ready_file);
    read_integer(map, "seed", into.seed, 0, INT64_MAX);
    read_users(map, into.users);
    if (auto groups = map.require("groups"))
        for (const auto& item : groups->items())
            into.groups.push_back(read_group(item));
    map.finish();
}

}
