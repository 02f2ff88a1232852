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
    BOOST_TEST(c.command == "/ip/pool/print");
    BOOST_TEST((c.queries == std::vector<std::string>{"?disabled=false", "?#!"}));
    BOOST_TEST((c.every == 90s));
    BOOST_TEST(c.transform == "pool_ranges");
    BOOST_TEST((c.also_fetch == std::vector<std::string>{"ranges", ".id"}));
    BOOST_TEST(c.whole_rows);
    BOOST_TEST((c.labels == std::vector<config::label_definition>{{"pool", "name"}}));
}

BOOST_AUTO_TEST_CASE(reads_counters_gauges_and_infos)
{
    auto metrics = read(whole).metrics;
    BOOST_REQUIRE(metrics.size() == 3U);
    BOOST_TEST((metrics[0].kind == config::metric_kind::counter));
    BOOST_TEST(metrics[0].name == "mikrotik_pool_allocations_total");
    BOOST_TEST(metrics[0].property == "allocations");
    BOOST_TEST((metrics[0].form == config::value_form::number));
    BOOST_TEST(!metrics[0].absent);
    BOOST_TEST((metrics[1].kind == config::metric_kind::gauge));
    BOOST_TEST((metrics[1].form == config::value_form::percent));
    BOOST_TEST((metrics[1].absent == 0.0));
    BOOST_TEST((metrics[1].labels == std::vector<config::label_definition>{{"range", "range"}}));
    BOOST_REQUIRE(metrics[1].when.size() == 2U);
    BOOST_TEST(metrics[1].when[1].property == "dynamic");
    BOOST_TEST(metrics[1].when[1].equals == "false");
    BOOST_TEST((metrics[2].kind == config::metric_kind::info));
    BOOST_TEST(metrics[2].labels.size() == 2U);
}

BOOST_AUTO_TEST_CASE(reads_counts)
{
    auto counts = read(whole).counts;
    BOOST_REQUIRE(counts.size() == 1U);
    BOOST_TEST(counts[0].name == "mikrotik_pools");
    BOOST_TEST((counts[0].by == std::vector<config::label_definition>{{"kind", "kind"}}));
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
