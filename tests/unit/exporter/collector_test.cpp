#include "exporter/collector.hpp"
#include "tests/unit/exporter/inquiry_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(collector)

using namespace fixture;

namespace {

// The first sentence of a run.
std::string asked(const config::collector_definition& definition)
{
    return talk(definition).asks();
}

std::string mistakes_of(const std::vector<config::collector_definition>& definitions)
{
    auto compiled = exporter::catalogue::compile(definitions);
    std::string out;
    if (!compiled)
        for (const auto& m : compiled.error())
            out += m.text() + '\n';
    return out;
}

config::collector_definition interfaces()
{
    auto d = definition("interface");
    d.labels = {{"interface", {"name"}}};
    d.metrics = {counter("mikrotik_interface_rx_bytes_total", "rx-byte")};
    return d;
}

config::collector_definition sessions()
{
    auto d = definition("session");
    d.labels = {{"user", {"user"}}};
    d.join = config::join_definition{
        .collector = "interface",
        .label = "interface",
        .property = "port",
        .columns = {
            {"mikrotik_session_rx_bytes_total", "Help.", "mikrotik_interface_rx_bytes_total"}}};
    return d;
}

}

BOOST_AUTO_TEST_CASE(asks_for_every_property_it_uses_and_no_other)
{
    auto d = definition("thing");
    d.labels = {{"thing", {"name"}}};
    d.metrics = {gauge("mikrotik_thing_up", "running")};
    d.metrics[0].when = {when("type", "x")};
    d.counts = {{"mikrotik_things", "Help.", {{"kind", {"kind"}}}, {}}};
    d.also_fetch = {"extra"};
    d.requests[0].queries = {"?disabled=false"};
    BOOST_TEST(asked(d).ends_with("=.proplist=extra,kind,name,running,type ?disabled=false"));
}

BOOST_AUTO_TEST_CASE(asks_for_whole_rows_when_properties_are_not_known_by_name)
{
    auto d = definition("thing");
    d.metrics = {gauge("mikrotik_thing_up", "running")};
    d.whole_rows = true;
    BOOST_TEST(asked(d).find("proplist") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(does_not_ask_for_what_a_transform_makes_up)
{
    auto d = definition("board");
    d.transform = "firmware_pending";
    d.also_fetch = {"current-firmware", "upgrade-firmware"};
    d.metrics = {gauge("mikrotik_pending", "upgrade-pending")};
    BOOST_TEST(asked(d).ends_with("=.proplist=current-firmware,upgrade-firmware"));
}

BOOST_AUTO_TEST_CASE(metrics_with_the_same_labels_and_rows_share_a_group)
{
    auto d = interfaces();
    d.metrics.push_back(counter("mikrotik_interface_tx_bytes_total", "tx-byte"));
    auto compiled = compile({d});
    BOOST_TEST((*compiled)[0].groups.size() == 1U);
    BOOST_TEST((*compiled)[0].groups[0].values.size() == 2U);
}

BOOST_AUTO_TEST_CASE(joined_metrics_have_the_kind_of_the_other_side)
{
    auto compiled = compile({sessions(), interfaces()});
    BOOST_TEST(((*compiled)[0].families[0].type() == exporter::family_type::counter));
    BOOST_TEST((*compiled)[0].join->collector == 1U);
    BOOST_TEST(compiled->dependents(1).size() == 1U);
    BOOST_TEST(compiled->find("interface").value() == 1U);
}

BOOST_AUTO_TEST_CASE(a_metric_defined_twice_is_a_mistake)
{
    auto other = interfaces();
    other.name = "other";
    other.file = "other.yml";
    BOOST_TEST(mistakes_of({interfaces(), other}) ==
               "other.yml: mikrotik_interface_rx_bytes_total: is defined in interface.yml too\n");
}

BOOST_AUTO_TEST_CASE(two_metrics_of_one_open_metrics_name_are_a_mistake)
{
    auto other = definition("other");
    other.metrics = {gauge("mikrotik_interface_rx_bytes", "rx-byte"),
                     metric("mikrotik_system_info", config::metric_kind::info, ""),
                     gauge("mikrotik_system", "a"),
                     gauge("mikrotik_router", "b"),
                     gauge("mikrotik_session_rx_bytes", "c")};
    BOOST_TEST(mistakes_of({interfaces(), sessions(), other}) ==
               "other.yml: mikrotik_interface_rx_bytes: has the OpenMetrics name "
               "mikrotik_interface_rx_bytes, as mikrotik_interface_rx_bytes_total in "
               "interface.yml\n"
               "other.yml: mikrotik_system: has the OpenMetrics name mikrotik_system, as "
               "mikrotik_system_info in other.yml\n"
               "other.yml: mikrotik_router: has the OpenMetrics name mikrotik_router, as "
               "mikrotik_router_info in the exporter itself\n"
               "other.yml: mikrotik_session_rx_bytes: has the OpenMetrics name "
               "mikrotik_session_rx_bytes, as mikrotik_session_rx_bytes_total in session.yml\n");
}

BOOST_AUTO_TEST_CASE(a_built_in_join_that_breaks_names_the_file_that_breaks_it)
{
    auto mine = interfaces();
    mine.file = "mine.yml";
    mine.metrics = {gauge("mikrotik_interface_up", "running")};
    auto built_in = sessions();
    built_in.file = "built-in collectors/session.yml";
    BOOST_TEST(mistakes_of({built_in, mine}) ==
               "built-in collectors/session.yml: mikrotik_session_rx_bytes_total: interface in "
               "mine.yml has no metric mikrotik_interface_rx_bytes_total with just its own "
               "labels\n");
}

BOOST_AUTO_TEST_CASE(the_exporters_own_metrics_are_taken)
{
    auto d = definition("thing");
    d.metrics = {gauge("mikrotik_up", "running")};
    BOOST_TEST(mistakes_of({d}) ==
               "thing.yml: mikrotik_up: is defined in the exporter itself too\n");
}

BOOST_AUTO_TEST_CASE(names_that_lead_nowhere_are_mistakes)
{
    auto d = sessions();
    d.transform = "magic";
    BOOST_TEST(mistakes_of({d}) == "session.yml: transform: no such transform: magic\n"
                                   "session.yml: join.collector: no other collector interface\n");
    d = sessions();
    d.join->label = "port";
    d.join->columns[0].from = "mikrotik_nothing";
    BOOST_TEST(
        mistakes_of({interfaces(), d}) ==
        "session.yml: join.label: interface in interface.yml has no label port\n"
        "session.yml: mikrotik_session_rx_bytes_total: interface in interface.yml has no metric "
        "mikrotik_nothing with just its own labels\n");
}

BOOST_AUTO_TEST_CASE(a_label_twice_or_one_of_the_exporters_is_a_mistake)
{
    auto d = definition("thing");
    d.labels = {{"router", {"name"}}};
    BOOST_TEST(mistakes_of({d}) ==
               "thing.yml: labels: label `router` is there already, or is the exporter's own\n");
}

BOOST_AUTO_TEST_CASE(a_join_needs_labels_of_its_own)
{
    auto d = sessions();
    d.labels.clear();
    BOOST_TEST(mistakes_of({interfaces(), d}) ==
               "session.yml: join: needs labels, to tell the rows apart\n");
}

BOOST_AUTO_TEST_CASE(two_collectors_of_one_name_are_a_mistake)
{
    auto d = definition("interface");
    d.file = "mine.yml";
    BOOST_TEST(mistakes_of({interfaces(), d}) ==
               "mine.yml: collector: interface is defined in interface.yml too\n");
}

BOOST_AUTO_TEST_SUITE_END()
