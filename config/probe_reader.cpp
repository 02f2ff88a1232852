#include "config/probe_reader.hpp"

#include "config/yaml_map.hpp"

namespace config {
namespace {

using namespace std::chrono_literals;

// Somebody waits for the first round, which asks for everything there is; after it a router is
// asked by the cadences, as any other.
constexpr limits usual_limits{.sentences_per_second = 50};

std::vector<network> read_networks(const yaml_value& value)
{
    std::vector<network> networks;
    for (const auto& item : value.items()) {
        auto text = item.text(64);
        if (!text) continue;
        if (auto n = read_network(*text))
            networks.push_back(*n);
        else
            item.expected("a network, as 10.0.0.0/8 or fd00::/8, without bits beyond its prefix");
    }
    return networks;
}

void read_users(const yaml_value& value, credentials& logins, probe_settings& out)
{
    for (const auto& item : value.items()) {
        auto name = item.text();
        if (!name || !logins.check(*name, item)) continue;
        auto login = logins.find(*name);
        if (login) out.users[*name] = {login->username, login->password};
    }
}

}

probe_settings read_probe(const yaml_value& value, credentials& logins, const inheritable& defaults)
{
    probe_settings out;
    yaml_map map(value);
    if (auto v = map.require("allowed_networks")) out.allowed_networks = read_networks(*v);
    if (auto v = map.require("credentials")) read_users(*v, logins, out);
    if (auto v = map.find("idle")) out.idle = v->duration(1s, 24h).value_or(out.idle);
    if (auto v = map.find("most"))
        out.most = static_cast<std::uint32_t>(v->integer(1, 100'000).value_or(out.most));
    auto values = defaults;
    if (auto v = map.find("limits")) read_limits(*v, values.limits);
    map.finish();
    apply(values, usual_limits, out.pattern);
    return out;
}

}
