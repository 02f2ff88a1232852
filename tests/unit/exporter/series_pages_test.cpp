#include "exporter/series_pages.hpp"
#include "tests/unit/exporter/endpoints_fixture.hpp"
#include "tests/unit/exporter/open_metrics_reader.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(series_pages)

using namespace fixture;

BOOST_FIXTURE_TEST_CASE(metrics_are_text_or_open_metrics_as_asked, served_fleet)
{
    auto text = get("/metrics");
    BOOST_TEST(text.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(contains(head(text), "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
    BOOST_TEST(contains(body(text), "\nmikrotik_up{router=\"r1\"} 0\n"));
    BOOST_TEST(contains(body(text), "\nmikrotik_exporter_build_info{version=\"0.1.0\"} 1\n"));
    auto open_metrics = get("/metrics", "Accept: application/openmetrics-text; version=1.0.0\r\n");
    BOOST_TEST(
        contains(head(open_metrics), "Content-Type: application/openmetrics-text; version=1.0.0"));
    BOOST_TEST(open_metrics_reader::mistake_in(body(open_metrics)) == "");
}

BOOST_FIXTURE_TEST_CASE(one_router_can_be_asked_for, served_fleet)
{
    auto page = body(get("/metrics?router=r%3C2%3E"));
    BOOST_TEST(contains(page, "mikrotik_up{router=\"r<2>\"} 0\n"));
    BOOST_TEST(!contains(page, "router=\"r1\""));
    BOOST_TEST(!contains(page, "mikrotik_exporter_"));
    BOOST_TEST(get("/metrics?router=nobody").starts_with("HTTP/1.1 404 "));
}

BOOST_FIXTURE_TEST_CASE(some_collectors_can_be_asked_for, served_fleet)
{
    auto now = exporter::moment::now();
    auto build = [&](std::size_t collector, const std::string& property) {
        auto builder = routers.store.start(0, collector);
        builder->on_row(sent_row({{property, "x"}, {"rx-byte", "1"}}).reply);
        routers.store.publish(0, collector, builder->finish().rows, 1ms, now);
    };
    build(0, "name");
    build(1, "user");
    auto page = body(get("/metrics?collect[]=session"));
    BOOST_TEST(contains(page, "mikrotik_up{router=\"r1\"} 0\n"));
    BOOST_TEST(contains(page, "mikrotik_sessions{router=\"r1\"} 1\n"));
    BOOST_TEST(contains(page, "mikrotik_collector_rows{router=\"r1\",collector=\"session\"} 1\n"));
    BOOST_TEST(!contains(page, "interface"));
    BOOST_TEST(!contains(page, "mikrotik_exporter_"));
    auto both = body(get("/metrics?collect[]=session&collect[]=interface&router=r1"));
    BOOST_TEST(contains(both, "mikrotik_interface_rx_bytes_total"));
    auto unknown = get("/metrics?collect[]=wifi");
    BOOST_TEST(unknown.starts_with("HTTP/1.1 400 "));
    BOOST_TEST(body(unknown) ==
               "No collector is called so; there are `interface` and `session`.\n");
}

BOOST_FIXTURE_TEST_CASE(unknown_parameters_are_refused_with_a_sentence, served_fleet)
{
    auto answer = get("/metrics?collect=cpu");
    BOOST_TEST(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    BOOST_TEST(body(answer) ==
               "Unknown query parameter; there are `router`, `tenant` and `collect[]`.\n");
}

BOOST_FIXTURE_TEST_CASE(a_parameter_without_a_value_is_refused_with_a_sentence, served_fleet)
{
    for (std::string name : {"tenant", "router"}) {
        auto answer = get("/metrics?" + name + "=");
        BOOST_TEST(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
        BOOST_TEST(body(answer) == "The query parameter `" + name + "` has no value.\n");
    }
}

BOOST_AUTO_TEST_SUITE_END()
