#include "config/imports/features.hpp"

#include "runtime/letter_case.hpp"

#include <algorithm>
#include <array>

namespace config::imports {
namespace {

// Not address_list: its lists are counted without being asked, and the entries of all lists, not of
// some, are another collector.
const std::array mktxp{
    feature{"health", {"health"}},
    feature{"installed_packages", {"package"}},
    feature{"dhcp", {"dhcp_leases"}},
    feature{"dhcp_lease", {"dhcp_lease_list"}},
    feature{"connections", {"conntrack"}},
    feature{"connection_stats", {"conntrack_sources"}},
    feature{"interface", {"interface", "interface_info"}},
    feature{"routerboard", {"routerboard"}},
    feature{"wireguard_peers", {"wireguard_peer"}},
    feature{"bridge_vlan", {"bridge_vlan"}},
    feature{"route", {"routes"}},
    feature{"ipv6_route", {"routes"}},
    feature{"pool", {"ip_pool"}},
    feature{"ipv6_pool", {"ip_pool"}},
    feature{"firewall", {"firewall"}},
    feature{"ipv6_firewall", {"firewall"}},
    feature{"neighbor", {"neighbor", "neighbor_list"}},
    feature{"ipv6_neighbor", {"ipv6_neighbor", "ipv6_neighbor_list"}},
    feature{"dns", {"dns"}},
    feature{"poe", {"poe"}},
    feature{"monitor", {"ethernet_monitor"}},
    feature{"netwatch", {"netwatch"}},
    feature{"public_ip", {"cloud"}},
    feature{"wireless", {"wifi", "wifi_clients"}},
    feature{"wireless_clients", {"wifi_client"}},
    feature{"capsman", {"wifi", "wifi_clients", "capsman_remote_cap"}},
    feature{"capsman_clients", {"wifi_client"}},
    feature{"w60g", {"w60g"}},
    feature{"eoip", {"tunnel"}},
    feature{"gre", {"tunnel"}},
    feature{"ipip", {"tunnel"}},
    feature{"lte", {"lte"}},
    feature{"ipsec", {"ipsec_peer"}},
    feature{"switch_port", {"switch_port"}},
    feature{"kid_control_assigned", {"kid_control"}},
    feature{"kid_control_dynamic", {"kid_control"}},
    feature{"user", {"user_active", "user_session"}},
    feature{"queue", {"queue_simple", "queue_tree", "queue_dynamic"}},
    feature{"bfd", {"bfd"}},
    feature{"bgp", {"bgp"}},
    feature{"routing_stats", {"routing_process"}},
    feature{"certificate", {"certificate"}},
    feature{"container", {"container"}},
    feature{"check_for_updates", {"update"}},
};

const std::array nshttpd{
    feature{"bgp", {"bgp"}},
    feature{"conntrack", {"conntrack"}},
    feature{"dhcp", {"dhcp_leases"}},
    feature{"dhcpl", {"dhcp_lease_list"}},
    feature{"dhcpv6", {"dhcp_leases"}},
    feature{"firmware", {"package"}},
    feature{"health", {"health"}},
    feature{"routes", {"routes"}},
    feature{"poe", {"poe"}},
    feature{"pools", {"ip_pool"}},
    feature{"optics", {"ethernet_monitor"}},
    feature{"monitor", {"ethernet_monitor"}},
    feature{"w60g", {"w60g"}},
    feature{"wlansta", {"wifi_client"}},
    feature{"capsman", {"wifi_client"}},
    feature{"wlanif", {"wifi", "wifi_clients"}},
    feature{"ipsec", {"ipsec_policy"}},
    feature{"lte", {"lte"}},
    feature{"netwatch", {"netwatch"}},
};

}

std::span<const feature> mktxp_features()
{
    return mktxp;
}

std::span<const feature> nshttpd_features()
{
    return nshttpd;
}

bool is_collected(const feature& f, const std::vector<collector_definition>& collectors)
{
    return std::any_of(collectors.begin(), collectors.end(), [&](const collector_definition& c) {
        return std::find(f.collectors.begin(), f.collectors.end(), c.name) != f.collectors.end();
    });
}

std::optional<bool> read_switch(std::string_view text)
{
    constexpr std::array<std::string_view, 5> yes{"true", "yes", "on", "1", "y"};
    constexpr std::array<std::string_view, 5> no{"false", "no", "off", "0", "n"};
    auto is = [&](std::string_view word) { return runtime::equal_in_any_case(text, word); };
    if (std::any_of(yes.begin(), yes.end(), is)) return true;
    if (std::any_of(no.begin(), no.end(), is)) return false;
    return std::nullopt;
}

std::map<std::string, bool> collect_of(const switches& set,
                                       std::span<const feature> features,
                                       const std::vector<collector_definition>& collectors)
{
    std::map<std::string, bool> runs;
    for (const auto& feature : features)
        if (auto at = set.find(std::string(feature.name)); at != set.end())
            for (auto collector : feature.collectors)
                runs[std::string(collector)] |= at->second;
    std::erase_if(runs, [&](const auto& said) {
        auto named = [&](const collector_definition& c) { return c.name == said.first; };
        auto at = std::find_if(collectors.begin(), collectors.end(), named);
        return at == collectors.end() || at->enabled == said.second;
    });
    return runs;
}

}
