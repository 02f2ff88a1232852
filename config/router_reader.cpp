#include "config/router_reader.hpp"

#include "config/address.hpp"
#include "config/metric_name.hpp"
#include "runtime/letter_case.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace config {
namespace {

std::optional<std::string> read_name(const yaml_value& v)
{
    auto name = v.text(128);
    if (!name || (name->front() != ' ' && name->back() != ' ')) return name;
    v.expected("without spaces around it");
    return std::nullopt;
}

std::optional<location> read_location(const yaml_value& value)
{
    yaml_map map(value);
    auto latitude = map.require("latitude");
    auto longitude = map.require("longitude");
    auto north = latitude ? latitude->number(-90, 90) : std::nullopt;
    auto east = longitude ? longitude->number(-180, 180) : std::nullopt;
    map.finish();
    if (!north || !east) return std::nullopt;
    return location{*north, *east};
}

constexpr std::int64_t most_of_quota = 1'000'000;

// Returns where it says how many routers there may be.
std::optional<yaml_value> read_quota(const yaml_value& value, quota& out)
{
    yaml_map map(value);
    auto routers = map.find("routers");
    if (routers && !routers->integer(1, most_of_quota)) routers.reset();
    auto number = [&](const char* key, auto& to) {
        if (auto v = map.find(key))
            if (auto n = v->integer(1, most_of_quota))
                to = static_cast<std::remove_reference_t<decltype(to)>>(*n);
    };
    number("connects_in_progress", out.connects.most);
    number("connects_per_second", out.connects.per_second);
    number("commands_per_second", out.commands_per_second);
    map.finish();
    return routers;
}

}

bool is_router_info_label(std::string_view name)
{
    constexpr std::array<std::string_view, 4> own{"architecture", "board", "serial", "version"};
    return std::find(own.begin(), own.end(), name) != own.end();
}

void router_reader::claim(std::map<std::string, yaml_value>& taken,
                          const std::string& what,
                          const yaml_value& where,
                          std::string_view complaint) const
{
    auto [it, is_new] = taken.emplace(what, where);
    if (!is_new) where.refuse(std::string(complaint) + it->second.file_and_line());
}

void router_reader::read_labels(const yaml_value& value, label_map& labels) const
{
    for (const auto& [name, key, text] : yaml_map(value).all()) {
        if (auto m = label_name_mistake(name))
            key.refuse(*m);
        else if (is_router_info_label(name) || reserved_labels_.contains(name))
            key.refuse("collectors set the label " + name + " themselves: rename it");
        if (auto content = text.text(256)) labels[name] = *content;
    }
}

void router_reader::read_defaults(const yaml_value& value)
{
    yaml_map map(value);
    read_inheritable(map, defaults_, context_, reach::many_routers);
    map.finish();
}

void router_reader::read_tenants(const yaml_value& value)
{
    for (const auto& item : value.items())
        read_tenant(item);
}

void router_reader::read_tenant(const yaml_value& value)
{
    yaml_map map(value);
    tenant_entry entry{defaults_, {}, 0, {}};
    tenant out;
    std::string name;
    if (auto v = map.require("name")) {
        name = read_name(*v).value_or("");
        if (!name.empty()) claim(tenant_names_, name, *v, "is the name of another tenant too: ");
    }
    if (auto v = map.find("labels")) read_labels(*v, entry.labels);
    if (auto v = map.find("users")) read_users(*v, out.users);
    if (auto v = map.find("branding")) v->refuse("not supported yet: remove it");
    if (auto v = map.find("quota")) entry.most_routers = read_quota(*v, out.quota);
    read_inheritable(map, entry.values, context_, reach::many_routers);
    map.finish();
    out.name = name;
    out.labels = entry.labels;
    out_.tenants.push_back(std::move(out));
    tenants_.emplace(name, std::move(entry));
}

void router_reader::read_users(const yaml_value& value, web_users& out)
{
    read_web_users(value, out);
    for (const auto& entry : value.node().entries)
        if (auto key = value.key_of(entry);
            out.contains(entry.key.text) && out.at(entry.key.text).place == key.blank())
            claim(user_names_, entry.key.text, key, "is the name of another tenant's user too: ");
}

void router_reader::check_quotas() const
{
    for (const auto& [name, entry] : tenants_) {
        if (!entry.most_routers) continue;
        auto most = entry.most_routers->integer(1, most_of_quota);
        if (most && entry.routers > static_cast<std::size_t>(*most))
            entry.most_routers->refuse("the tenant has " + std::to_string(entry.routers) +
                                       " routers: raise it, or take some away");
    }
}

void router_reader::read_routers(const yaml_value& value)
{
    for (const auto& item : value.items())
        read_router(item);
}

void router_reader::read_router(const yaml_value& value)
{
    yaml_map map(value);
    router r;
    if (auto v = map.require("name")) {
        r.name = read_name(*v).value_or("");
        if (!r.name.empty())
            claim(router_names_, r.name, *v, "is the name of another router too: ");
    }
    if (auto v = map.find("site")) r.site = read_name(*v).value_or("");
    if (auto v = map.find("location")) r.location = read_location(*v);
    read_endpoint(r, map);
    if (auto v = map.find("labels")) read_labels(*v, r.labels);
    map.finish();
    out_.routers.push_back(std::move(r));
}

// The nearest values there are, the router's own among them; and the tenant's labels.
inheritable router_reader::inherited_by(router& r, yaml_map& map)
{
    auto values = defaults_;
    if (auto v = map.find("tenant"))
        if (auto name = v->text(128)) {
            auto found = tenants_.find(*name);
            r.tenant = *name;
            if (found != tenants_.end()) {
                ++found->second.routers;
                values = found->second.values;
                r.labels = found->second.labels;
            } else {
                v->refuse("no tenant is called " + quoted(*name) + ": add it under tenants");
            }
        }
    read_inheritable(map, values, context_, reach::one_router);
    return values;
}

void router_reader::read_endpoint(router& r, yaml_map& map)
{
    auto address = map.require("address");
    if (address) r.endpoint.host = address->text(254).value_or("");
    if (!r.endpoint.host.empty() && !is_host(r.endpoint.host)) {
        address->expected("a host name or an IP address, without a port");
        r.endpoint.host.clear();
    }
    auto values = inherited_by(r, map);
    check_inherited(values);
    apply(values, {}, r);
    if (!r.endpoint.host.empty())
        claim(endpoints_,
              runtime::lower_case(r.endpoint.host) + " port " + std::to_string(r.endpoint.port),
              *address,
              "is the address and port of another router too: ");
    if (!values.login_as) {
        if (map.self().is_map() && !map.has("credentials"))
            map.refuse("credentials is required: here, on the tenant or under defaults");
        return;
    }
    auto login = logins_.find(values.login_as->node().text);
    if (!login) return;
    r.endpoint.username = login->username;
    r.endpoint.password = login->password;
}

}
