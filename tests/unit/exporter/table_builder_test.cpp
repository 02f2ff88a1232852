#include "exporter/label_text.hpp"
#include "exporter/table_builder.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(table_builder)

using namespace fixture;
using config::value_form;

namespace {

config::collector_definition interfaces()
{
    auto d = definition("interface");
    d.labels = {{"interface", {"name"}}};
    d.metrics = {counter("mikrotik_interface_rx_bytes_total", "rx-byte"),
                 gauge("mikrotik_interface_up", "running")};
    d.metrics[1].form = value_form::flag;
    return d;
}

}

BOOST_AUTO_TEST_CASE(a_row_becomes_one_label_block_and_a_value_per_metric)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "ether1"}, {"rx-byte", "38784330741"}, {"running", "true"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",interface=\"ether1\"} 38784330741\n");
    BOOST_TEST(lines(*built.rows, 1) == "{router=\"r1\",interface=\"ether1\"} 1\n");
    BOOST_TEST(built.rows->rows == 1U);
    BOOST_TEST(built.rows->columns[0].first == built.rows->columns[1].first);
}

BOOST_AUTO_TEST_CASE(the_order_of_properties_may_change_from_row_to_row)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "a"}, {"rx-byte", "1"}, {"running", "true"}});
    r.add({{"running", "false"}, {"rx-byte", "2"}, {"name", "b"}});
    r.add({{"unknown", "?"}, {"name", "c"}, {"running", "true"}, {"rx-byte", "3"}});
    BOOST_TEST(lines(*r.finish().rows, 0) == "{router=\"r1\",interface=\"a\"} 1\n"
                                             "{router=\"r1\",interface=\"b\"} 2\n"
                                             "{router=\"r1\",interface=\"c\"} 3\n");
}

BOOST_AUTO_TEST_CASE(the_first_of_a_property_sent_twice_counts)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "a"}, {"rx-byte", "1"}, {"rx-byte", "2"}});
    BOOST_TEST(lines(*r.finish().rows, 0) == "{router=\"r1\",interface=\"a\"} 1\n");
}

BOOST_AUTO_TEST_CASE(absent_is_no_sample)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "a"}, {"rx-byte", ""}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "");
    BOOST_TEST(lines(*built.rows, 1) == "");
    BOOST_TEST(built.unreadables.empty());
    BOOST_TEST(built.rows->rows == 1U);
}

BOOST_AUTO_TEST_CASE(absent_is_what_the_definition_says_when_it_does)
{
    auto d = interfaces();
    d.metrics[0].absent = 0;
    rows r(compile({d}));
    r.add({{"name", "a"}});
    BOOST_TEST(lines(*r.finish().rows, 0) == "{router=\"r1\",interface=\"a\"} 0\n");
}

BOOST_AUTO_TEST_CASE(a_counter_below_zero_is_unreadable_and_a_gauge_is_not)
{
    auto d = interfaces();
    d.metrics.push_back(gauge("mikrotik_signal_dbm", "signal"));
    rows r(compile({d}));
    r.add({{"name", "a"}, {"rx-byte", "-1"}, {"signal", "-51"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "");
    BOOST_TEST(lines(*built.rows, 2) == "{router=\"r1\",interface=\"a\"} -51\n");
    BOOST_REQUIRE(built.unreadables.size() == 1U);
    BOOST_TEST(r.plan().properties[built.unreadables[0].property] == "rx-byte");
    BOOST_TEST(built.unreadables[0].values == 1U);
}

BOOST_AUTO_TEST_CASE(an_unreadable_value_loses_its_sample_and_nothing_else)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "a"}, {"rx-byte", "12abc34"}, {"running", "true"}});
    r.add({{"name", "b"}, {"rx-byte", "x"}, {"running", "true"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "");
    BOOST_TEST(lines(*built.rows, 1) == "{router=\"r1\",interface=\"a\"} 1\n"
                                        "{router=\"r1\",interface=\"b\"} 1\n");
    BOOST_REQUIRE(built.unreadables.size() == 1U);
    BOOST_TEST(r.plan().properties[built.unreadables[0].property] == "rx-byte");
    BOOST_TEST(built.unreadables[0].values == 2U);
}

BOOST_AUTO_TEST_CASE(forms_come_out_in_base_units)
{
    auto d = definition("thing");
    std::vector<value_form> forms{
        value_form::percent, value_form::megahertz, value_form::duration, value_form::inverse};
    for (std::size_t i = 0; i < forms.size(); ++i) {
        d.metrics.push_back(gauge("mikrotik_" + std::to_string(i), "p" + std::to_string(i)));
        d.metrics.back().form = forms[i];
    }
    rows r(compile({d}));
    r.add({{"p0", "7"}, {"p1", "1400"}, {"p2", "1m2s"}, {"p3", "true"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\"} 0.07\n");
    BOOST_TEST(lines(*built.rows, 1) == "{router=\"r1\"} 1400000000\n");
    BOOST_TEST(lines(*built.rows, 2) == "{router=\"r1\"} 62\n");
    BOOST_TEST(lines(*built.rows, 3) == "{router=\"r1\"} 0\n");
}

BOOST_AUTO_TEST_CASE(labels_of_absent_properties_are_empty)
{
    auto d = interfaces();
    d.labels.push_back({"comment", {"comment"}});
    rows r(compile({d}));
    r.add({{"name", "a"}, {"rx-byte", "1"}});
    BOOST_TEST(lines(*r.finish().rows, 0) == "{router=\"r1\",interface=\"a\",comment=\"\"} 1\n");
}

BOOST_AUTO_TEST_CASE(a_second_row_with_the_same_labels_is_dropped_and_counted)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "a"}, {"rx-byte", "1"}}).add({{"name", "a"}, {"rx-byte", "2"}});
    r.add({{"name", "b"}, {"rx-byte", "3"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",interface=\"a\"} 1\n"
                                        "{router=\"r1\",interface=\"b\"} 3\n");
    BOOST_TEST(built.duplicates == 1U);
    BOOST_TEST(built.rows->rows == 2U);
}

BOOST_AUTO_TEST_CASE(rows_beyond_the_limit_are_dropped_and_counted)
{
    rows r(compile({interfaces()}), 0, nullptr, {.rows = 2});
    r.add({{"name", "a"}}).add({{"name", "b"}}).add({{"name", "c"}});
    auto built = r.finish();
    BOOST_TEST(built.rows->rows == 2U);
    BOOST_TEST(built.excess == 1U);
}

BOOST_AUTO_TEST_CASE(rows_beyond_a_limit_of_label_text_are_dropped_and_counted)
{
    rows r(compile({interfaces()}), 0, nullptr, {.label_bytes = 30});
    r.add({{"name", "a"}}).add({{"name", "b"}}).add({{"name", "c"}});
    BOOST_TEST(r.finish().excess == 1U);
}

BOOST_AUTO_TEST_CASE(without_other_limits_a_label_set_stays_in_32_mebibytes)
{
    rows r(compile({interfaces()}));
    for (int i = 0; i < 9'000; ++i)
        r.add({{"name", std::to_string(i) + std::string(5'000, 'x')}});
    auto built = r.finish();
    BOOST_TEST(built.excess > 500U);
    BOOST_TEST(built.rows->content->labels.text_size() < (std::size_t{33} << 20));
}

BOOST_AUTO_TEST_CASE(rows_that_are_dropped_use_up_the_limit_too)
{
    rows r(compile({interfaces()}), 0, nullptr, {.rows = 2});
    r.add({{"name", "a"}}).add({{"name", "a"}}).add({{"name", "b"}});
    auto built = r.finish();
    BOOST_TEST(built.rows->rows == 1U);
    BOOST_TEST(built.duplicates == 1U);
    BOOST_TEST(built.excess == 1U);
}

BOOST_AUTO_TEST_CASE(info_metrics_are_one_with_their_own_labels)
{
    auto d = interfaces();
    d.metrics.push_back(metric("mikrotik_interface_info", config::metric_kind::info, ""));
    d.metrics.back().labels = {{"comment", {"comment"}}};
    rows r(compile({d}));
    r.add({{"name", "a"}, {"comment", "to \"Durban\"\n"}});
    BOOST_TEST(lines(*r.finish().rows, 2) ==
               "{router=\"r1\",interface=\"a\",comment=\"to \\\"Durban\\\"\\n\"} 1\n");
}

BOOST_AUTO_TEST_CASE(conditions_choose_rows)
{
    auto d = definition("health");
    d.metrics = {gauge("mikrotik_celsius", "value"), gauge("mikrotik_volts", "value")};
    for (auto& m : d.metrics)
        m.labels = {{"sensor", {"name"}}};
    d.metrics[0].when = {when("type", "C")};
    d.metrics[1].when = {when("type", "V")};
    rows r(compile({d}));
    r.add({{"name", "cpu"}, {"value", "58"}, {"type", "C"}});
    r.add({{"name", "psu"}, {"value", "24.3"}, {"type", "V"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",sensor=\"cpu\"} 58\n");
    BOOST_TEST(lines(*built.rows, 1) == "{router=\"r1\",sensor=\"psu\"} 24.3\n");
    BOOST_TEST(built.duplicates == 0U);
}

BOOST_AUTO_TEST_CASE(rows_with_one_of_several_values_are_chosen_and_others_left_out)
{
    auto d = interfaces();
    d.metrics.resize(1);
    d.metrics[0].when = {{{"type"}, {"ether", "vlan"}, false},
                         {{"disabled"}, {"true", "yes"}, true},
                         {{"mac"}, {}, true}};
    rows r(compile({d}));
    r.add({{"name", "a"}, {"rx-byte", "1"}, {"type", "vlan"}, {"mac", "1"}});
    r.add({{"name", "b"}, {"rx-byte", "2"}, {"type", "lte"}, {"mac", "1"}});
    r.add({{"name", "c"}, {"rx-byte", "3"}, {"type", "ether"}, {"mac", "1"}, {"disabled", "yes"}});
    r.add({{"name", "d"}, {"rx-byte", "4"}, {"type", "ether"}, {"mac", ""}});
    r.add({{"name", "e"}, {"rx-byte", "5"}, {"type", "ether"}, {"mac", "1"}, {"disabled", "no"}});
    BOOST_TEST(lines(*r.finish().rows, 0) == "{router=\"r1\",interface=\"a\"} 1\n"
                                             "{router=\"r1\",interface=\"e\"} 5\n");
}

BOOST_AUTO_TEST_CASE(of_several_properties_the_first_that_is_not_empty_counts)
{
    auto d = definition("client");
    d.labels = {{"client", {"name", "mac"}}};
    d.metrics = {gauge("mikrotik_signal", "")};
    d.metrics[0].property = {"signal", "rx-signal", "strength"};
    rows r(compile({d}));
    r.add({{"mac", "AA"}, {"strength", "-3"}, {"rx-signal", "-2"}});
    r.add({{"mac", "BB"}, {"name", "b"}, {"signal", ""}, {"strength", "-4"}});
    r.add({{"name", "c"}});
    r.add({{"name", "d"}, {"signal", "loud"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",client=\"AA\"} -2\n"
                                        "{router=\"r1\",client=\"b\"} -4\n");
    BOOST_REQUIRE(built.unreadables.size() == 1U);
    BOOST_TEST(r.plan().properties[built.unreadables[0].property] == "signal");
}

BOOST_AUTO_TEST_CASE(a_state_set_is_a_row_for_each_state)
{
    auto d = interfaces();
    auto m = metric("mikrotik_link_status", config::metric_kind::stateset, "status");
    m.states = {"link-ok", "no-link"};
    m.state_label = "status";
    m.when = {{{"disabled"}, {"true"}, true}};
    d.metrics = {m};
    rows r(compile({d}));
    r.add({{"name", "a"}, {"status", "link-ok"}}).add({{"name", "b"}, {"status", "no-link"}});
    r.add({{"name", "c"}, {"status", "on fire"}}).add({{"name", "d"}, {"status", ""}});
    r.add({{"name", "e"}}).add({{"name", "f"}, {"status", "link-ok"}, {"disabled", "true"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",interface=\"a\",status=\"link-ok\"} 1\n"
                                        "{router=\"r1\",interface=\"a\",status=\"no-link\"} 0\n"
                                        "{router=\"r1\",interface=\"b\",status=\"link-ok\"} 0\n"
                                        "{router=\"r1\",interface=\"b\",status=\"no-link\"} 1\n"
                                        "{router=\"r1\",interface=\"c\",status=\"link-ok\"} 0\n"
                                        "{router=\"r1\",interface=\"c\",status=\"no-link\"} 0\n");
    BOOST_REQUIRE(built.unreadables.size() == 1U);
    BOOST_TEST(built.unreadables[0].values == 1U);
}

BOOST_AUTO_TEST_CASE(a_state_set_without_labels_that_tell_rows_apart_is_written_once)
{
    auto d = definition("thing");
    auto m = metric("mikrotik_state", config::metric_kind::stateset, "status");
    m.states = {"on", "off"};
    m.state_label = "state";
    d.metrics = {m};
    rows r(compile({d}));
    r.add({{"status", "on"}}).add({{"status", "off"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",state=\"on\"} 1\n"
                                        "{router=\"r1\",state=\"off\"} 0\n");
    BOOST_TEST(built.duplicates == 1U);
}

BOOST_AUTO_TEST_CASE(a_collectors_own_limit_of_rows_counts)
{
    auto d = interfaces();
    d.max_rows = 1;
    rows r(compile({d}));
    r.add({{"name", "a"}}).add({{"name", "b"}});
    auto built = r.finish();
    BOOST_TEST(built.rows->rows == 1U);
    BOOST_TEST(built.excess == 1U);
}

BOOST_AUTO_TEST_CASE(counts_take_only_rows_that_their_conditions_choose)
{
    auto d = definition("lease");
    d.counts = {{"mikrotik_leases", "Help.", {}, {}, {when("status", "bound")}}};
    rows r(compile({d}));
    r.add({{"status", "bound"}}).add({{"status", "waiting"}}).add({{"status", "bound"}});
    BOOST_TEST(lines(*r.finish().rows, 0) == "{router=\"r1\"} 2\n");
}

BOOST_AUTO_TEST_CASE(counts_go_by_label_and_from_zero)
{
    auto d = definition("session");
    d.labels = {{"user", {"name"}}};
    d.counts = {{"mikrotik_sessions", "Help.", {{"service", {"service"}}}, {"pppoe", "l2tp"}},
                {"mikrotik_all", "Help.", {}, {}}};
    rows r(compile({d}));
    r.add({{"name", "a"}, {"service", "pppoe"}}).add({{"name", "b"}, {"service", "sstp"}});
    r.add({{"name", "c"}, {"service", "pppoe"}});
    auto built = r.finish();
    BOOST_TEST(lines(*built.rows, 0) == "{router=\"r1\",service=\"pppoe\"} 2\n"
                                        "{router=\"r1\",service=\"l2tp\"} 0\n"
                                        "{router=\"r1\",service=\"sstp\"} 1\n");
    BOOST_TEST(lines(*built.rows, 1) == "{router=\"r1\"} 3\n");
    BOOST_TEST(lines(*rows(compile({d})).finish().rows, 1) == "{router=\"r1\"} 0\n");
}

BOOST_AUTO_TEST_CASE(hostile_text_stays_inside_its_quotes)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "\"} 1\nmikrotik_fake 2\\"}, {"rx-byte", "1"}});
    BOOST_TEST(lines(*r.finish().rows, 0) ==
               "{router=\"r1\",interface=\"\\\"} 1\\nmikrotik_fake 2\\\\\"} 1\n");
}

BOOST_AUTO_TEST_SUITE_END()
