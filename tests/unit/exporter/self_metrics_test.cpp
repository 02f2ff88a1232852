#include "exporter/registry_text.hpp"
#include "exporter/self_metrics.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(self_metrics)

using namespace fixture;

namespace {

std::string page(const exporter::self_metrics& metrics)
{
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_registry(out, exporter::format::text, metrics.collect());
    out.flush();
    return sink.take();
}

}

BOOST_AUTO_TEST_CASE(says_what_is_running)
{
    exporter::self_metrics metrics("1.2.3");
    BOOST_TEST(samples(page(metrics), "mikrotik_exporter_build_info") ==
               "mikrotik_exporter_build_info{version=\"1.2.3\"} 1\n");
}

BOOST_AUTO_TEST_CASE(poll_results_are_there_before_the_first_poll)
{
    exporter::self_metrics metrics("1");
    metrics.count_poll(exporter::poll_result::failure, std::chrono::milliseconds(30));
    auto lines = samples(page(metrics), "mikrotik_exporter_polls_total");
    BOOST_TEST(lines.find("{result=\"failure\"} 1\n") != std::string::npos);
    BOOST_TEST(lines.find("{result=\"success\"} 0\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(losses_are_counted_by_collector_and_property)
{
    exporter::self_metrics metrics("1");
    rows r(two_collectors());
    r.add({{"name", "a"}, {"rx-byte", "?"}}).add({{"name", "a"}});
    metrics.count_losses(r.plan(), r.finish());
    BOOST_TEST(
        samples(page(metrics), "mikrotik_exporter_parse_errors_total") ==
        "mikrotik_exporter_parse_errors_total{collector=\"interface\",property=\"rx-byte\"} 1\n");
    BOOST_TEST(
        samples(page(metrics), "mikrotik_exporter_rows_dropped_total") ==
        "mikrotik_exporter_rows_dropped_total{collector=\"interface\",reason=\"duplicate\"} 1\n");
}

BOOST_AUTO_TEST_CASE(kinds_beyond_a_bound_are_counted_as_other)
{
    exporter::self_metrics metrics("1");
    for (int i = 0; i < 1000; ++i)
        metrics.count_api_error("kind " + std::to_string(i));
    auto lines = samples(page(metrics), "mikrotik_exporter_api_errors_total");
    BOOST_TEST(lines.find("{kind=\"other\"} 936\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_the_config_in_force_is_shown)
{
    exporter::self_metrics metrics("1");
    metrics.set_config("a");
    metrics.set_config("b");
    metrics.set_config("b");
    BOOST_TEST(samples(page(metrics), "mikrotik_exporter_config_info") ==
               "mikrotik_exporter_config_info{config_hash=\"b\"} 1\n");
}

BOOST_AUTO_TEST_CASE(the_process_is_described)
{
    exporter::self_metrics metrics("1");
    auto text = page(metrics);
    for (auto name : {"process_cpu_seconds_total",
                      "process_resident_memory_bytes",
                      "process_open_fds",
                      "process_start_time_seconds"}) {
        auto line = samples(text, name);
        BOOST_TEST(line != "", name);
        BOOST_TEST(line != std::string(name) + " 0\n");
    }
}

BOOST_AUTO_TEST_SUITE_END()
