// Also: what other exporters call our metrics (config/peer_names.yml) against what there is, and
// against the lists of their names in tests/testdata/peers.
#include "config/collector_file.hpp"
#include "config/peer_names.hpp"
#include "exporter/own_families.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <set>

namespace {

using names = std::set<std::string>;

std::vector<exporter::own_family> own()
{
    auto collectors = exporter::catalogue::compile(config::builtin_collectors());
    BOOST_REQUIRE(collectors.has_value());
    return exporter::own_families(**collectors);
}

names metrics_there_are()
{
    names out;
    for (const auto& family : own())
        out.insert(family.name);
    for (const auto& c : config::builtin_collectors()) {
        for (const auto& m : c.metrics)
            out.insert(m.name);
        for (const auto& count : c.counts)
            out.insert(count.name);
        for (const auto& event : c.events)
            out.insert(event.name);
        if (c.join)
            for (const auto& column : c.join->columns)
                out.insert(column.name);
    }
    return out;
}

names listed(const std::string& peer)
{
    std::ifstream file(MIKROSCOPE_SOURCE_DIR "/tests/testdata/peers/" + peer + ".txt");
    names out;
    for (std::string line; std::getline(file, line);)
        out.insert(line);
    return out;
}

}

BOOST_AUTO_TEST_SUITE(own_families)

BOOST_AUTO_TEST_CASE(families_with_labels_are_told_with_them)
{
    auto families = own();
    auto labels_of = [&](const std::string& name) {
        auto at = std::find_if(
            families.begin(), families.end(), [&](const auto& f) { return f.name == name; });
        BOOST_REQUIRE_MESSAGE(at != families.end(), name);
        return at->labels;
    };
    BOOST_TEST(labels_of("mikrotik_up").empty());
    BOOST_TEST(labels_of("mikrotik_collector_success") == std::vector<std::string>{"collector"});
    BOOST_TEST((labels_of("mikrotik_exporter_parse_errors_total") ==
                std::vector<std::string>{"collector", "property"}));
    BOOST_TEST(labels_of("process_open_fds").empty());
}

BOOST_AUTO_TEST_CASE(what_is_always_1_is_told_to_be_an_info)
{
    auto families = own();
    for (const auto* name : {"mikrotik_exporter_build_info", "mikrotik_exporter_config_info"}) {
        auto at = std::find_if(
            families.begin(), families.end(), [&](const auto& f) { return f.name == name; });
        BOOST_REQUIRE_MESSAGE(at != families.end(), name);
        BOOST_TEST((at->type == exporter::family_type::info), name);
    }
}

BOOST_AUTO_TEST_CASE(every_name_of_the_peers_is_mapped_and_no_other)
{
    const std::vector<std::pair<std::string, std::size_t>> peers{
        {"mktxp", 240}, {"nshttpd", 84}, {"swoga", 85}, {"snmp", 417}};
    auto mapped = config::builtin_peer_names();
    BOOST_REQUIRE_EQUAL(mapped.size(), peers.size());
    for (std::size_t i = 0; i < peers.size(); ++i) {
        auto theirs = listed(peers[i].first);
        BOOST_TEST(theirs.size() == peers[i].second);
        BOOST_TEST(mapped[i].name == peers[i].first);
        names ours;
        for (const auto& name : mapped[i].names)
            ours.insert(name.name);
        BOOST_TEST(ours == theirs, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(every_name_stands_for_metrics_there_are_or_says_why_not)
{
    auto known = metrics_there_are();
    for (const auto& peer : config::builtin_peer_names())
        for (const auto& name : peer.names) {
            BOOST_TEST(name.metrics.empty() != name.left_out.empty(), name.name);
            for (const auto& metric : name.metrics)
                BOOST_TEST(known.contains(metric),
                           peer.name << "'s " << name.name << " stands for " << metric
                                     << ", which there is not");
        }
}

BOOST_AUTO_TEST_SUITE_END()
