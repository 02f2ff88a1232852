#include "exporter/row_text.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(row_text)

using namespace fixture;

namespace {

config::collector_definition interfaces()
{
    auto d = definition("interface");
    d.labels = {{"interface", {"name"}}};
    d.metrics = {counter("mikrotik_interface_rx_bytes_total", "rx-byte"),
                 gauge("mikrotik_interface_signal_dbm", "signal"),
                 gauge("mikrotik_interface_last_link_up_timestamp_seconds", "up")};
    return d;
}

std::string text_of(rows& r)
{
    auto built = r.finish();
    return exporter::row_text(r.plan(), *built.rows, false);
}

}

BOOST_AUTO_TEST_CASE(labels_come_first_then_values_and_rows_are_sorted)
{
    rows r(compile({interfaces()}));
    r.add({{"name", "ether2"}, {"rx-byte", "5"}, {"signal", "-60.5"}, {"up", "1700000000"}});
    r.add({{"name", "ether1"}, {"rx-byte", "38784330741"}, {"signal", "-1234"}});
    BOOST_TEST(text_of(r) == "interface      rx (bytes)  signal (dbm)  last_link_up_timestamp\n"
                             "ether1     38,784,330,741        -1,234\n"
                             "ether2                  5         -60.5    2023-11-14 22:13:20Z\n");
}

BOOST_AUTO_TEST_CASE(label_values_are_as_the_router_sent_them)
{
    auto d = definition("x");
    d.labels = {{"a", {"a"}}, {"b", {"b"}}};
    d.metrics = {gauge("mikrotik_x_rows", "n")};
    rows r(compile({d}));
    r.add({{"a", "say \"hi\", {you}\\"}, {"b", "x=1,y=2"}, {"n", "1"}});
    r.add({{"a", ""}, {"b", "z"}, {"n", "123"}});
    BOOST_TEST(text_of(r) == "a                 b        x_rows\n"
                             "                  z           123\n"
                             "say \"hi\", {you}\\  x=1,y=2       1\n");
}

BOOST_AUTO_TEST_CASE(metrics_with_other_labels_make_another_table)
{
    auto d = interfaces();
    d.metrics.resize(1);
    config::count_definition count;
    count.name = "mikrotik_interfaces";
    count.help = "Help.";
    count.by = {{"type", {"type"}}};
    d.counts = {count};
    rows r(compile({d}));
    r.add({{"name", "a"}, {"rx-byte", "1"}, {"type", "ether"}});
    r.add({{"name", "b"}, {"rx-byte", "2"}, {"type", "ether"}});
    BOOST_TEST(text_of(r) == "interface  interface_rx (bytes)\n"
                             "a                             1\n"
                             "b                             2\n"
                             "\n"
                             "type   interfaces\n"
                             "ether           2\n");
}

BOOST_AUTO_TEST_CASE(a_collector_without_labels_is_one_line_of_values)
{
    auto d = definition("resource");
    d.metrics = {gauge("mikrotik_system_uptime_seconds", "uptime"),
                 gauge("mikrotik_system_memory_free_bytes", "free")};
    rows r(compile({d}));
    r.add({{"uptime", "86400"}, {"free", "1048576"}});
    BOOST_TEST(text_of(r) == "uptime (seconds)  memory_free (bytes)\n"
                             "          86,400            1,048,576\n");
}

BOOST_AUTO_TEST_CASE(no_rows_are_no_text)
{
    rows r(compile({interfaces()}));
    BOOST_TEST(text_of(r) == "");
}

BOOST_AUTO_TEST_SUITE_END()
