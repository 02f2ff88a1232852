#include "exporter/join.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(join)

using namespace fixture;

namespace {

std::shared_ptr<const exporter::catalogue> interfaces_and_sessions()
{
    auto interfaces = definition("interface");
    interfaces.labels = {{"interface", {"name"}}};
    interfaces.metrics = {counter("mikrotik_interface_rx_bytes_total", "rx-byte")};
    auto sessions = definition("session");
    sessions.labels = {{"user", {"user"}}};
    sessions.join = config::join_definition{
        .collector = "interface",
        .label = "interface",
        .property = "port",
        .columns = {
            {"mikrotik_session_rx_bytes_total", "Help.", "mikrotik_interface_rx_bytes_total"}}};
    return compile({interfaces, sessions});
}

}

BOOST_AUTO_TEST_CASE(rows_take_over_the_value_of_the_row_they_name)
{
    auto collectors = interfaces_and_sessions();
    rows interfaces(collectors, 0);
    interfaces.add({{"name", "p1"}, {"rx-byte", "10"}}).add({{"name", "p2"}, {"rx-byte", "20"}});
    rows sessions(collectors, 1);
    sessions.add({{"user", "ann"}, {"port", "p2"}}).add({{"user", "bob"}, {"port", "gone"}});
    auto joined =
        exporter::join((*collectors)[1], sessions.finish().rows, interfaces.finish().rows.get());
    BOOST_TEST(lines(*joined, 0) == "{router=\"r1\",user=\"ann\"} 20\n");
}

BOOST_AUTO_TEST_CASE(without_the_other_side_there_are_no_samples)
{
    auto collectors = interfaces_and_sessions();
    rows sessions(collectors, 1);
    sessions.add({{"user", "ann"}, {"port", "p2"}});
    auto mine = sessions.finish().rows;
    BOOST_TEST(lines(*mine, 0) == "");
    BOOST_TEST(lines(*exporter::join((*collectors)[1], mine, nullptr), 0) == "");
}

BOOST_AUTO_TEST_SUITE_END()
