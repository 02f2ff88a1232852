#include "config/collector_file.hpp"
#include "corpus.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace std::chrono_literals;

namespace {

config::collector_definition read(const std::string& text)
{
    auto result = config::read_collector(text, "pool.yml");
    if (result.has_error()) BOOST_FAIL(result.error().front().text());
    return *result;
}

const std::string whole = R"(
collector: pool
help: Addresses to hand out.
command: /ip/pool/print
queries: ["?disabled=false", "?#!"]
every: 1m30s
transform: pool_ranges
also_fetch: [ranges, .id]
whole_rows: true
labels: {pool: name}
metrics:
  - counter: mikrotik_pool_allocations_total
    property: allocations
    help: Addresses handed out.
  - gauge: mikrotik_pool_used_ratio
    property: used
    as: percent
    absent: 0
    labels: {range: range}
    when: {kind: ipv4, dynamic: "false"}
    help: Addresses in use, 0 to 1.
  - info: mikrotik_pool_info
    labels: {comment: comment, next_pool: next-pool}
    help: What the pool is.
counts:
  - gauge: mikrotik_pools
    by: {kind: kind}
    at_least: [ipv4, ipv6]
    help: Pools by kind.
join:
  collector: interface
  label: interface
  property: bridge
  metrics:
    - counter: mikrotik_pool_rx_bytes_total
      from: mikrotik_interface_rx_bytes_total
      help: Bytes received.
    - gauge: mikrotik_pool_up
      from: mikrotik_interface_up
      help: 1 if the link is up.
)";

}

BOOST_AUTO_TEST_SUITE(collector_file)

BOOST_AUTO_TEST_CASE(reads_the_request)
{
    auto c = read(whole);
    BOOST_TEST(c.name == "pool");
    BOOST_TEST(c.help == "Addresses to hand out.");
    BOOST_TEST(c.file == "pool.yml");
    BOOST_REQUIRE(c.requests.size() == 1U);
    BOOST_TEST(c.requests[0].command == "/ip/pool/print");
    BOOST_TEST((c.requests[0].queries == std::vector<std::string>{"?disabled=false", "?#!"}));
    BOOST_TEST((c.every == 90s));
    BOOST_TEST(c.transform == "pool_ranges");
    BOOST_TEST((c.also_fetch == std::vector<std::string>{"ranges", ".id"}));
    BOOST_TEST(c.whole_rows);
    BOOST_TEST((c.labels == std::vector<config::label_definition>{{"pool", {"name"}}}));
}

BOOST_AUTO_TEST_CASE(reads_counters_gauges_and_infos)
{
    auto metrics = read(whole).metrics;
    BOOST_REQUIRE(metrics.size() == 3U);
    BOOST_TEST((metrics[0].kind == config::metric_kind::counter));
    BOOST_TEST(metrics[0].name == "mikrotik_pool_allocations_total");
    BOOST_TEST((metrics[0].property == config::property_list{"allocations"}));
    BOOST_TEST((metrics[0].form == config::value_form::number));
    BOOST_TEST(!metrics[0].absent);
    BOOST_TEST((metrics[1].kind == config::metric_kind::gauge));
    BOOST_TEST((metrics[1].form == config::value_form::percent));
    BOOST_TEST((metrics[1].absent == 0.0));
    BOOST_TEST((metrics[1].labels == std::vector<config::label_definition>{{"range", {"range"}}}));
    BOOST_REQUIRE(metrics[1].when.size() == 2U);
    BOOST_TEST((metrics[1].when[1] == config::condition{{"dynamic"}, {"false"}, false}));
    BOOST_TEST((metrics[2].kind == config::metric_kind::info));
    BOOST_TEST(metrics[2].labels.size() == 2U);
}

BOOST_AUTO_TEST_CASE(reads_counts)
{
    auto counts = read(whole).counts;
    BOOST_REQUIRE(counts.size() == 1U);
    BOOST_TEST(counts[0].name == "mikrotik_pools");
    BOOST_TEST((counts[0].by == std::vector<config::label_definition>{{"kind", {"kind"}}}));
    BOOST_TEST((counts[0].at_least == std::vector<std::string>{"ipv4", "ipv6"}));
}

BOOST_AUTO_TEST_CASE(reads_a_join)
{
    auto join = read(whole).join;
    BOOST_REQUIRE(join.has_value());
    BOOST_TEST(join->collector == "interface");
    BOOST_TEST(join->label == "interface");
    BOOST_TEST(join->property == "bridge");
    BOOST_REQUIRE(join->columns.size() == 2U);
    BOOST_TEST(join->columns[0].name == "mikrotik_pool_rx_bytes_total");
    BOOST_TEST(join->columns[0].from == "mikrotik_interface_rx_bytes_total");
    BOOST_TEST(join->columns[1].help == "1 if the link is up.");
}

BOOST_AUTO_TEST_CASE(reads_several_requests)
{
    auto c = read(R"(
collector: link
help: Links.
alternatives:
  - command: /interface/wifi/monitor
    version: ">=7.13 <8"
    package: wifi-qcom
    set: {stack: wifi, note: ""}
    items:
      command: /interface/wifi/print
      queries: ["?disabled=false"]
      keep: [name]
      in: number
      one_by_one: true
  - command: /interface/wireless/print
    arguments: {stats: ""}
    version: "<7.13"
  - command: /ip/pool/used/print
    count_only: true
    queries: ["?pool={name}"]
    items: {command: /ip/pool/print}
every: 30s
enabled: false
max_rows: 500
counts:
  - gauge: mikrotik_links
    help: Links.
)");
    BOOST_TEST(c.first_only);
    BOOST_TEST(!c.enabled);
    BOOST_TEST((c.max_rows == 500U));
    BOOST_REQUIRE(c.requests.size() == 3U);
    const auto& first = c.requests[0];
    BOOST_TEST((first.version == config::version_range{"7.13", "8"}));
    BOOST_TEST(first.package == "wifi-qcom");
    BOOST_TEST((first.set == std::vector<config::property_value>{{"stack", "wifi"}, {"note", ""}}));
    BOOST_REQUIRE(first.items.has_value());
    BOOST_TEST(first.items->command == "/interface/wifi/print");
    BOOST_TEST(first.items->queries.size() == 1U);
    BOOST_TEST((first.items->keep == std::vector<std::string>{"name"}));
    BOOST_TEST(first.items->in == "number");
    BOOST_TEST(first.items->one_by_one);
    BOOST_TEST((c.requests[1].arguments == std::vector<config::property_value>{{"stats", ""}}));
    BOOST_TEST((c.requests[1].version == config::version_range{"", "7.13"}));
    BOOST_TEST(c.requests[2].count_only);
    BOOST_TEST(c.requests[2].items->in == "numbers");
}

BOOST_AUTO_TEST_CASE(reads_a_lookup)
{
    auto c = read(R"(
collector: client
help: Clients.
command: /interface/wifi/registration-table/print
every: 30s
lookup:
  command: /ip/dhcp-server/lease/print
  queries: ["?status=bound"]
  match: {mac-address: active-mac-address}
  add: {dhcp-host: host-name, dhcp-note: [comment, class-id]}
counts:
  - gauge: mikrotik_clients
    help: Clients.
)");
    BOOST_REQUIRE(c.lookup.has_value());
    BOOST_TEST(c.lookup->command == "/ip/dhcp-server/lease/print");
    BOOST_TEST((c.lookup->queries == std::vector<std::string>{"?status=bound"}));
    BOOST_TEST(c.lookup->match_ours == "mac-address");
    BOOST_TEST(c.lookup->match_theirs == "active-mac-address");
    BOOST_TEST((c.lookup->add ==
                std::vector<config::label_definition>{{"dhcp-host", {"host-name"}},
                                                      {"dhcp-note", {"comment", "class-id"}}}));
}

BOOST_AUTO_TEST_CASE(reads_all_that_is_said_of_a_value)
{
    auto metrics = read(R"(
collector: link
help: Links.
command: /interface/ethernet/print
every: 30s
metrics:
  - gauge: mikrotik_link_rate_bits_per_second
    property: [rate, speed]
    as: bit_rate
    part: 2
    scale: 0.5
    unless: {disabled: "true"}
    has: [name, rate]
    help: Rate.
  - gauge: mikrotik_link_bytes
    property: bytes
    part: sum
    help: Both ways.
  - gauge: mikrotik_link_running
    property: status
    is: [link-ok, up]
    help: 1 if it runs.
  - stateset: mikrotik_link_status
    property: status
    states: [link-ok, no-link]
    label: status
    help: Its state.
)")
                       .metrics;
    BOOST_REQUIRE(metrics.size() == 4U);
    BOOST_TEST((metrics[0].property == config::property_list{"rate", "speed"}));
    BOOST_TEST((metrics[0].form == config::value_form::bit_rate));
    BOOST_TEST(metrics[0].part == 2U);
    BOOST_TEST(metrics[0].scale == 0.5);
    BOOST_REQUIRE(metrics[0].when.size() == 3U);
    BOOST_TEST((metrics[0].when[0] == config::condition{{"disabled"}, {"true"}, true}));
    BOOST_TEST((metrics[0].when[2] == config::condition{{"rate"}, {}, true}));
    BOOST_TEST(metrics[1].part == config::sum_of_parts);
    BOOST_TEST((metrics[2].is == std::vector<std::string>{"link-ok", "up"}));
    BOOST_TEST((metrics[3].kind == config::metric_kind::stateset));
    BOOST_TEST((metrics[3].states == std::vector<std::string>{"link-ok", "no-link"}));
    BOOST_TEST(metrics[3].state_label == "status");
}

BOOST_AUTO_TEST_CASE(reads_events)
{
    auto events = read(R"(
collector: ppp
help: Sessions.
command: /ppp/active/print
every: 30s
events:
  - counter: mikrotik_ppp_sessions_ended_total
    rows: gone
    key: [session-id, [name, user]]
    by: {service: service}
    at_least: [pppoe]
    when: {radius: "true"}
    help: Sessions that ended.
)")
                      .events;
    BOOST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].event == config::row_event::gone));
    BOOST_TEST(
        (events[0].key == std::vector<config::property_list>{{"session-id"}, {"name", "user"}}));
    BOOST_TEST(events[0].by.size() == 1U);
    BOOST_TEST((events[0].at_least == std::vector<std::string>{"pppoe"}));
    BOOST_TEST(events[0].when.size() == 1U);
}

BOOST_AUTO_TEST_CASE(says_exactly_what_is_wrong_in_every_file_of_the_corpus)
{
    auto where = corpus::folder / "collectors";
    auto files = corpus::files_in(where);
    BOOST_TEST(files.size() >= 30U);
    for (const auto& file : files) {
        BOOST_TEST_CONTEXT(file.filename())
        {
            auto result = config::read_collector(corpus::text_of(file), file.filename());
            BOOST_REQUIRE(result.has_error());
            auto expected = corpus::text_of(std::filesystem::path(file).replace_extension(".txt"));
            BOOST_TEST(corpus::text_of(result.error(), where) == expected);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_flood_of_mistakes_is_bounded)
{
    std::string text = "collector: pool\nmetrics:\n";
    for (int i = 0; i < 5000; ++i)
        text += "  - {}\n";
    auto result = config::read_collector(text, "pool.yml");
    BOOST_REQUIRE(result.has_error());
    BOOST_TEST(result.error().size() == 1000U);
}

BOOST_AUTO_TEST_CASE(the_built_in_collectors_are_read)
{
    std::set<std::string> names;
    for (const auto& c : config::builtin_collectors())
        names.insert(c.name);
    for (auto name : {"resource", "cpu", "identity", "routerboard", "health", "interface"})
        BOOST_TEST(names.contains(name), name);
    BOOST_TEST(names.contains("ppp_active"));
}

BOOST_AUTO_TEST_CASE(a_built_in_collector_is_called_as_its_file)
{
    for (const auto& c : config::builtin_collectors())
        BOOST_TEST(c.file == "built-in collectors/" + c.name + ".yml");
}

BOOST_AUTO_TEST_CASE(no_two_built_in_collectors_give_the_same_metric)
{
    std::set<std::string> names;
    auto add = [&](const std::string& name) { BOOST_TEST(names.insert(name).second, name); };
    for (const auto& c : config::builtin_collectors()) {
        for (const auto& metric : c.metrics)
            add(metric.name);
        for (const auto& count : c.counts)
            add(count.name);
        if (c.join)
            for (const auto& column : c.join->columns)
                add(column.name);
    }
}

BOOST_AUTO_TEST_CASE(knows_every_label_that_collectors_set)
{
    auto labels = config::label_names({read(whole)});
    BOOST_TEST((labels == std::set<std::string>{"pool", "range", "comment", "next_pool", "kind"}));
}

BOOST_AUTO_TEST_SUITE_END()
