#include "config/metric_name.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

using config::metric_kind;
using config::value_form;

bool good(std::string_view name, metric_kind kind, value_form form = value_form::number)
{
    return !config::metric_name_mistake(name, kind, form);
}

}

BOOST_AUTO_TEST_SUITE(metric_name)

BOOST_AUTO_TEST_CASE(good_names_are_accepted)
{
    BOOST_TEST(good("mikrotik_interface_rx_bytes_total", metric_kind::counter));
    BOOST_TEST(good("mikrotik_interface_up", metric_kind::gauge, value_form::flag));
    BOOST_TEST(good("mikrotik_interface_info", metric_kind::info));
    BOOST_TEST(good("mikrotik_system_uptime_seconds", metric_kind::gauge, value_form::duration));
    BOOST_TEST(good("mikrotik_cpu_busy_seconds_total", metric_kind::counter, value_form::duration));
    BOOST_TEST(good("mikrotik_interface_speed_bits_per_second", metric_kind::gauge));
    BOOST_TEST(good("mikrotik_sfp_rx_power_dbm", metric_kind::gauge));
}

BOOST_AUTO_TEST_CASE(characters_are_those_of_prometheus_in_lower_case)
{
    for (auto name : {"",
                      "mikrotik_",
                      "mikrotik",
                      "rx_bytes",
                      "mikrotik_A",
                      "mikrotik_a-b",
                      "mikrotik_a:b",
                      "mikrotik_a__b",
                      "mikrotik_a_",
                      "mikrotik_\xC3\xBC",
                      "mikrotik_a{}",
                      "mikrotik_a\n"})
        BOOST_TEST(!good(name, metric_kind::gauge), name);
    BOOST_TEST(!good("mikrotik_" + std::string(200, 'a'), metric_kind::gauge));
}

BOOST_AUTO_TEST_CASE(the_ending_tells_the_kind)
{
    BOOST_TEST(!good("mikrotik_rx_bytes", metric_kind::counter));
    BOOST_TEST(!good("mikrotik_rx_bytes_total", metric_kind::gauge));
    BOOST_TEST(!good("mikrotik_interface_info", metric_kind::gauge));
    BOOST_TEST(!good("mikrotik_interface", metric_kind::info));
}

BOOST_AUTO_TEST_CASE(units_are_base_units)
{
    for (auto name : {"mikrotik_rtt_ms",
                      "mikrotik_load_percent",
                      "mikrotik_size_kb",
                      "mikrotik_rate_kbps",
                      "mikrotik_age_days",
                      "mikrotik_clock_mhz"})
        BOOST_TEST(!good(name, metric_kind::gauge), name);
    BOOST_TEST(!good("mikrotik_size_mb_total", metric_kind::counter));
}

BOOST_AUTO_TEST_CASE(a_form_and_the_unit_agree)
{
    BOOST_TEST(!good("mikrotik_uptime", metric_kind::gauge, value_form::duration));
    BOOST_TEST(!good("mikrotik_load", metric_kind::gauge, value_form::percent));
    BOOST_TEST(!good("mikrotik_clock", metric_kind::gauge, value_form::megahertz));
    BOOST_TEST(!good("mikrotik_up_seconds", metric_kind::gauge, value_form::flag));
}

BOOST_AUTO_TEST_CASE(what_mikroscope_says_of_itself_is_its_own)
{
    for (auto name : {"mikrotik_up",
                      "mikrotik_router_info",
                      "mikrotik_collector_success",
                      "mikrotik_site_latitude_degrees"})
        BOOST_TEST(!good(name, metric_kind::gauge), name);
}

BOOST_AUTO_TEST_CASE(labels_are_named_as_prometheus_allows)
{
    for (auto name : {"interface", "caller_id", "_x", "Role", "a1"})
        BOOST_TEST(!config::label_name_mistake(name).has_value(), name);
    for (auto name : {"",
                      "1a",
                      "a-b",
                      "a.b",
                      "__name__",
                      "router",
                      "site",
                      "tenant",
                      "le",
                      "job",
                      "instance",
                      "quantile",
                      "\xC3\xBC"})
        BOOST_TEST(config::label_name_mistake(name).has_value(), name);
    BOOST_TEST(config::label_name_mistake(std::string(65, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(help_is_a_sentence)
{
    BOOST_TEST(!config::help_mistake("Bytes received.").has_value());
    BOOST_TEST(config::help_mistake("Bytes received").has_value());
    BOOST_TEST(config::help_mistake(std::string(400, 'a') + ".").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
