#include "exporter/collector_list.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(collector_list)

using namespace fixture;

BOOST_AUTO_TEST_CASE(each_collector_has_a_line_in_order_of_names)
{
    auto one = definition("zone");
    one.help = "Zones.";
    one.metrics = {gauge("mikrotik_zone_a", "a"), gauge("mikrotik_zone_b", "b")};
    auto two = definition("firewall");
    two.help = "Rules.";
    two.enabled = false;
    two.every = std::chrono::minutes(5);
    two.requests[0].command = "/ip/firewall/filter/print";
    two.requests.emplace_back().command = "/ip/firewall/nat/print";
    two.requests.emplace_back(two.requests[0]);
    BOOST_TEST(exporter::collector_list(std::vector{one, two}, false) ==
               "collector  on   every  metrics  menus                                  help\n"
               "firewall   off  5m           0  /ip/firewall/filter, /ip/firewall/nat  Rules.\n"
               "zone       on   15s          2  /zone                                  Zones.\n");
}

BOOST_AUTO_TEST_SUITE_END()
