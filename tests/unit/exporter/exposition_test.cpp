#include "exporter/exposition.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(exposition)

using namespace fixture;

BOOST_AUTO_TEST_CASE(each_family_comes_once_over_all_routers)
{
    fleet f({router("r1"), router("r2")});
    f.publish_interface(0, {{"name", "a"}, {"rx-byte", "1"}, {"running", "true"}}, 0s);
    f.publish_interface(1, {{"name", "b"}, {"rx-byte", "2"}, {"running", "false"}}, 0s);
    auto page = f.page(1s);
    auto begin = page.find("# HELP mikrotik_interface_rx_bytes_total");
    BOOST_TEST(page.substr(begin) ==
               "# HELP mikrotik_interface_rx_bytes_total Help.\n"
               "# TYPE mikrotik_interface_rx_bytes_total counter\n"
               "mikrotik_interface_rx_bytes_total{router=\"r1\",interface=\"a\"} 1\n"
               "mikrotik_interface_rx_bytes_total{router=\"r2\",interface=\"b\"} 2\n"
               "# HELP mikrotik_interface_up Help.\n"
               "# TYPE mikrotik_interface_up gauge\n"
               "mikrotik_interface_up{router=\"r1\",interface=\"a\"} 1\n"
               "mikrotik_interface_up{router=\"r2\",interface=\"b\"} 0\n"
               "# HELP mikrotik_interface_info Help.\n"
               "# TYPE mikrotik_interface_info gauge\n"
               "mikrotik_interface_info{router=\"r1\",interface=\"a\",comment=\"\"} 1\n"
               "mikrotik_interface_info{router=\"r2\",interface=\"b\",comment=\"\"} 1\n");
}

BOOST_AUTO_TEST_CASE(a_family_without_samples_is_not_introduced)
{
    fleet f({router("r1")});
    f.publish_interface(0, {{"name", "a"}}, 0s);
    BOOST_TEST(f.page(1s).find("rx_bytes") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(stale_rows_are_not_served)
{
    fleet f({router("r1")});
    f.store.up(0, {}, at(0s));
    f.publish_interface(0, {{"name", "a"}, {"rx-byte", "1"}}, 0s);
    BOOST_TEST(samples(f.page(44s), "mikrotik_interface_rx_bytes_total") != "");
    auto page = f.page(45s);
    BOOST_TEST(samples(page, "mikrotik_interface_rx_bytes_total") == "");
    BOOST_TEST(samples(page, "mikrotik_collector_rows") == "");
    BOOST_TEST(samples(page, "mikrotik_collector_success") ==
               "mikrotik_collector_success{router=\"r1\",collector=\"interface\"} 0\n");
    BOOST_TEST(samples(page, "mikrotik_collector_last_success_timestamp_seconds") ==
               "mikrotik_collector_last_success_timestamp_seconds"
               "{router=\"r1\",collector=\"interface\"} 1700000000\n");
}

BOOST_AUTO_TEST_CASE(joined_columns_go_stale_with_either_side)
{
    fleet f({router("r1")});
    f.publish_interface(0, {{"name", "p1"}, {"rx-byte", "1"}}, 0s);
    f.publish_session(0, {{"user", "ann"}, {"port", "p1"}}, 0s);
    BOOST_TEST(samples(f.page(1s), "mikrotik_session_rx_bytes_total") != "");
    auto page = f.page(50s);
    BOOST_TEST(samples(page, "mikrotik_session_rx_bytes_total") == "");
    BOOST_TEST(samples(page, "mikrotik_sessions") == "mikrotik_sessions{router=\"r1\"} 1\n");
}

BOOST_AUTO_TEST_CASE(every_series_of_a_router_carries_its_labels)
{
    auto r = router("pop-1");
    r.site = "durban";
    r.tenant = "acme";
    r.labels = {{"role", "b\"ng"}, {"area", "south"}};
    r.location = config::location{-29.86, 31.02};
    fleet f({r});
    f.store.up(
        0,
        {.identity = "x", .version = "7.4", .board = "CCR", .architecture = "arm", .serial = "S1"},
        at(0s));
    f.publish_interface(0, {{"name", "a"}, {"rx-byte", "1"}}, 0s);
    auto page = f.page(1s);
    std::string labels =
        "{router=\"pop-1\",site=\"durban\",tenant=\"acme\",area=\"south\",role=\"b\\\"ng\"";
    BOOST_TEST(samples(page, "mikrotik_up") == "mikrotik_up" + labels + "} 1\n");
    BOOST_TEST(samples(page, "mikrotik_site_latitude_degrees") ==
               "mikrotik_site_latitude_degrees" + labels + "} -29.86\n");
    BOOST_TEST(samples(page, "mikrotik_router_info") ==
               "mikrotik_router_info" + labels +
                   ",board=\"CCR\",version=\"7.4\",serial=\"S1\",architecture=\"arm\"} 1\n");
    BOOST_TEST(samples(page, "mikrotik_interface_rx_bytes_total") ==
               "mikrotik_interface_rx_bytes_total" + labels + ",interface=\"a\"} 1\n");
    BOOST_TEST(samples(page, "mikrotik_collector_duration_seconds") ==
               "mikrotik_collector_duration_seconds" + labels + ",collector=\"interface\"} 0.08\n");
}

BOOST_AUTO_TEST_CASE(a_router_that_is_down_is_zero_not_silence)
{
    fleet f({router("r1")});
    f.store.backing_off(0, "refused", 1s, at(0s));
    BOOST_TEST(samples(f.page(1s), "mikrotik_up") == "mikrotik_up{router=\"r1\"} 0\n");
}

BOOST_AUTO_TEST_CASE(a_collector_not_run_or_without_menu_has_no_success)
{
    fleet f({router("r1")});
    f.store.unavailable(0, 0, "no such command");
    BOOST_TEST(samples(f.page(1s), "mikrotik_collector_success") == "");
    f.store.fail(0, 0, "timed out", 1s);
    BOOST_TEST(samples(f.page(1s), "mikrotik_collector_success") ==
               "mikrotik_collector_success{router=\"r1\",collector=\"interface\"} 0\n");
}

BOOST_AUTO_TEST_CASE(what_is_forbidden_says_so_and_has_failed)
{
    fleet f({router("r1")});
    f.store.forbid(0, 0, "not enough permissions (9)");
    auto page = f.page(1s);
    BOOST_TEST(samples(page, "mikrotik_collector_forbidden") ==
               "mikrotik_collector_forbidden{router=\"r1\",collector=\"interface\"} 1\n");
    BOOST_TEST(samples(page, "mikrotik_collector_success") ==
               "mikrotik_collector_success{router=\"r1\",collector=\"interface\"} 0\n");
}

BOOST_AUTO_TEST_CASE(open_metrics_ends_with_its_mark)
{
    fleet f({router("r1")});
    f.publish_interface(0, {{"name", "a"}, {"rx-byte", "1"}}, 0s);
    auto page = f.page(1s, exporter::format::open_metrics);
    BOOST_TEST(page.ends_with("\n# EOF\n"));
    BOOST_TEST(page.find("# TYPE mikrotik_interface_rx_bytes counter\n"
                         "# UNIT mikrotik_interface_rx_bytes bytes\n"
                         "mikrotik_interface_rx_bytes_total{") != std::string::npos);
    BOOST_TEST(page.find("# TYPE mikrotik_interface info\nmikrotik_interface_info{") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
