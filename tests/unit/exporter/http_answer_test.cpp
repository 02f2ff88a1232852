#include "exporter/http_answer.hpp"
#include "tests/unit/exporter/endpoints_fixture.hpp"
#include "tests/unit/exporter/gunzip.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(http_answer)

using namespace fixture;

BOOST_FIXTURE_TEST_CASE(head_gets_the_head_alone, served_fleet)
{
    for (auto target : {"/metrics", "/", "/-/healthy"}) {
        auto answer = send("HEAD " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"), target);
        BOOST_TEST(answer.ends_with("\r\n\r\n"), target);
        BOOST_TEST(!contains(answer, "Content-Length: 0"), target);
    }
}

BOOST_FIXTURE_TEST_CASE(gzip_is_for_those_who_take_it, served_fleet)
{
    for (auto target : {"/metrics", "/"}) {
        auto plain = get(target);
        BOOST_TEST(!contains(head(plain), "Content-Encoding"), target);
        BOOST_TEST(contains(head(plain), "Accept-Encoding\r\n"), target); // Vary
        auto zipped = get(target, "Accept-Encoding: gzip\r\n");
        BOOST_TEST(contains(head(zipped), "\r\nContent-Encoding: gzip\r\n"), target);
        BOOST_TEST(contains(gunzip(body(zipped)), "r1"), target);
    }
    auto refused = get("/metrics", "Accept-Encoding: gzip;q=0\r\n");
    BOOST_TEST(contains(body(refused), "\nmikrotik_up{router=\"r1\"} 0\n"));
}

BOOST_FIXTURE_TEST_CASE(a_long_page_comes_whole, served_fleet)
{
    auto builder = routers.store.start(0, 0);
    constexpr int rows = 50'000;
    for (int i = 0; i < rows; ++i) {
        auto name = "ether" + std::to_string(i);
        builder->on_row(sent_row({{"name", name}, {"rx-byte", "1"}}).reply);
    }
    routers.store.publish(0, 0, builder->finish().rows, 1ms, exporter::moment::now());
    auto page = body(get("/metrics", "Accept: application/openmetrics-text\r\n"));
    BOOST_TEST(page.ends_with("# EOF\n"));
    BOOST_TEST(std::count(page.begin(), page.end(), '\n') > 2 * rows);
    auto zipped = gunzip(body(get("/metrics?router=r1", "Accept-Encoding: gzip\r\n")));
    BOOST_TEST((zipped == body(get("/metrics?router=r1"))));
}

BOOST_FIXTURE_TEST_CASE(http_1_0_gets_its_answer_without_chunks, served_fleet)
{
    auto answer = send("GET /metrics HTTP/1.0\r\n\r\n");
    BOOST_TEST(!contains(head(answer), "chunked"));
    BOOST_TEST(contains(body(answer), "\nmikrotik_up{router=\"r1\"} 0\n"));
    auto zipped = send("GET /metrics HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n");
    BOOST_TEST(contains(gunzip(body(zipped)), "\nmikrotik_up{router=\"r1\"} 0\n"));
}

BOOST_AUTO_TEST_SUITE_END()
