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

BOOST_AUTO_TEST_SUITE_END()
