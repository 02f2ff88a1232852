#include "config/imports/mktxp_keys.hpp"

#include "runtime/letter_case.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace config::imports {
namespace {

constexpr std::string_view any_value = "*";

constexpr std::string_view other_router =
    "left out: host names come from the leases of the router itself";
constexpr std::string_view comments =
    "left out: the label is always the interface's name; its comment is in mikrotik_interface_info";
constexpr std::string_view lists = "left out: the entries of every list are counted; to see them, "
                                   "`collect: {address_list_entries: "
                                   "on}`, which are those of all lists";
constexpr std::string_view scripts = "left out: mikroscope does not export configurations";

constexpr std::array router_keys{
    foreign_key{"enabled", any_value, ""},
    foreign_key{"hostname", any_value, ""},
    foreign_key{"port", any_value, ""},
    foreign_key{"username", any_value, ""},
    foreign_key{"password", any_value, ""},
    foreign_key{"credentials_file", any_value, ""},
    foreign_key{"custom_labels", any_value, ""},
    foreign_key{"use_ssl", any_value, ""},
    foreign_key{"no_ssl_certificate", any_value, ""},
    foreign_key{"ssl_certificate_verify", any_value, ""},
    foreign_key{"ssl_check_hostname", any_value, ""},
    foreign_key{"ssl_ca_file", any_value, ""},
    foreign_key{"plaintext_login", any_value, ""},
    foreign_key{"module_only",
                "false no off 0",
                "left out: every router is watched; /metrics?router=NAME answers for one alone"},
    foreign_key{"interface_with_default_name",
                "false no off 0",
                "left out: the default name is in mikrotik_interface_info"},
    foreign_key{"interface_name_format", "name", comments},
    foreign_key{"use_comments_over_names", "false no off 0", comments},
    foreign_key{"remote_dhcp_entry", "none", other_router},
    foreign_key{"remote_capsman_entry", "none", other_router},
    foreign_key{"connection_stats_destinations",
                "false no off 0",
                "left out: connections are counted by source address only"},
    foreign_key{"address_list", "none", lists},
    foreign_key{"ipv6_address_list", "none", lists},
    foreign_key{"total_address_list_counts", any_value, ""},
    foreign_key{"ipv6_total_address_list_counts", any_value, ""},
    foreign_key{"rsc_ssh_port", "none", scripts},
    foreign_key{"rsc_ssh_user", "none", scripts},
};

constexpr std::string_view cadence =
    "left out: routers are asked on the cadences of `collect:`, whoever scrapes";
constexpr std::string_view backoff =
    "left out: a router that fails is tried again after 1 s, then less often, at most every 2 min";
constexpr std::string_view parallel =
    "left out: routers are always watched at the same time, and a scrape waits for none";
constexpr std::string_view threads = "left out: the exporter's HTTP needs no setting";
constexpr std::string_view sessions = "left out: each router has one session, which stays";
constexpr std::string_view internet = "left out: this host's own internet line is not measured";

constexpr std::array system_keys{
    foreign_key{"listen", any_value, ""},
    foreign_key{"port", any_value, ""},
    foreign_key{"socket_timeout", any_value, ""},
    foreign_key{"initial_delay_on_failure", "120", backoff},
    foreign_key{"max_delay_on_failure", "900", backoff},
    foreign_key{"delay_inc_div", "5", backoff},
    foreign_key{"bandwidth", "false no off 0", internet},
    foreign_key{"bandwidth_test_interval", any_value, ""},
    foreign_key{"bandwidth_test_dns_server", any_value, ""},
    foreign_key{"minimal_collect_interval", "5", cadence},
    foreign_key{"verbose_mode", "false no off 0", "left out: use --log.level=debug"},
    foreign_key{"fetch_routers_in_parallel", "false no off 0", parallel},
    foreign_key{"max_worker_threads", "5", parallel},
    foreign_key{"max_scrape_duration", "10 30", parallel},
    foreign_key{"total_max_scrape_duration", "30 90", parallel},
    foreign_key{"http_server_threads", "16", threads},
    foreign_key{"persistent_router_connection_pool", "true yes on 1", sessions},
    foreign_key{"persistent_dhcp_cache", any_value, ""},
    foreign_key{"compact_default_conf_values", any_value, ""},
    foreign_key{"prometheus_headers_deduplication", any_value, ""},
    foreign_key{"probe_connection_pool", any_value, ""},
    foreign_key{"probe_connection_pool_ttl", any_value, ""},
    foreign_key{"probe_connection_pool_max_size", any_value, ""},
};

bool is_usual(const foreign_key& known, const std::string& value)
{
    if (known.remark.empty() || value.empty()) return true;
    auto usual = " " + std::string(known.usual) + " ";
    return usual.find(" " + runtime::lower_case(value) + " ") != std::string::npos;
}

}

std::span<const foreign_key> mktxp_router_keys()
{
    return router_keys;
}

std::span<const foreign_key> mktxp_system_keys()
{
    return system_keys;
}

void remark_on_keys(const ini_section& section,
                    const std::string& file,
                    std::span<const foreign_key> keys,
                    std::span<const feature> features,
                    const source& from)
{
    for (const auto& key : section.keys) {
        auto where = ini_setting{&key, section.name, file}.where();
        auto named = [&](const auto& known) { return known.name == key.name; };
        auto known = std::find_if(keys.begin(), keys.end(), named);
        auto feature = std::find_if(features.begin(), features.end(), named);
        std::string remark;
        if (known != keys.end())
            remark = is_usual(*known, key.text()) ? "" : known->remark;
        else if (feature == features.end())
            remark = "left out: unknown";
        else if (read_switch(key.text()) == true && !is_collected(*feature, from.collectors))
            remark = not_collected;
        if (!remark.empty()) from.remarks.push_back(where.say(std::move(remark)));
    }
}

std::optional<std::uint16_t> port_of(const ini_setting& s, const source& from)
{
    auto text = s.text();
    if (text.empty()) return std::nullopt;
    std::uint16_t port = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error == std::errc{} && end == text.data() + text.size() && port > 0) return port;
    from.found.push_back(s.where().say("must be a port, from 1 to 65535"));
    return std::nullopt;
}

}
