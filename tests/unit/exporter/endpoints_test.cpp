#include "exporter/endpoints.hpp"
#include "tests/unit/exporter/endpoints_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(endpoints)

using namespace fixture;

BOOST_FIXTURE_TEST_CASE(requests_that_are_too_long_are_refused, served_fleet)
{
    auto answer = get("/metrics", "X: " + std::string(100'000, 'x') + "\r\n");
    BOOST_TEST(!answer.starts_with("HTTP/1.1 200"));
    BOOST_TEST(get("/-/healthy").starts_with("HTTP/1.1 200 "));
}

BOOST_FIXTURE_TEST_CASE(the_gate_s_refusal_is_the_answer_to_everything, served_fleet)
{
    exporter::endpoint_settings settings{.listen = "127.0.0.1:0"};
    settings.gate = [](const exporter::visitor& who) -> exporter::verdict {
        if (who.authorization == "right")
            return {exporter::verdict::kind::serve, 200, "X-Frame-Options: deny\r\n", {}};
        if (who.authorization == "away") return {exporter::verdict::kind::hang_up, 0, {}, {}};
        return {exporter::verdict::kind::refuse, 401, "X-Why: no user\r\n", who.address + "\n"};
    };
    http = start(settings);
    for (auto target : {"/metrics", "/", "/-/healthy", "/nothing"}) {
        auto refused = get(target);
        BOOST_TEST(refused.starts_with("HTTP/1.1 401 Unauthorized\r\n"), target);
        BOOST_TEST(contains(head(refused), "\r\nX-Why: no user\r\n"), target);
        BOOST_TEST(body(refused) == "127.0.0.1\n", target);
        auto welcomed = get(target, "Authorization: right\r\n");
        BOOST_TEST(!welcomed.starts_with("HTTP/1.1 401 "), target);
        BOOST_TEST(contains(head(welcomed), "\r\nX-Frame-Options: deny\r\n"), target);
        BOOST_TEST(get(target, "Authorization: away\r\n") == "", target);
    }
}

BOOST_FIXTURE_TEST_CASE(an_exception_is_answered_with_500_and_logged, served_fleet)
{
    exporter::endpoint_settings settings{.listen = "127.0.0.1:0"};
    settings.gate = [](const exporter::visitor& who) -> exporter::verdict {
        if (who.authorization == "odd") throw 1;
        throw std::runtime_error("the moon is full");
    };
    http = start(settings);
    auto answer = get("/metrics");
    BOOST_TEST(answer.starts_with("HTTP/1.1 500 Internal Server Error\r\n"));
    BOOST_TEST(body(answer) == "Something went wrong; see the log.\n");
    get("/metrics", "Authorization: odd\r\n");
    http.reset(); // its threads have logged by then
    std::vector<std::string> said{
        "level=error msg=\"cannot answer a request\" path=/metrics why=\"the moon is full\"",
        "level=error msg=\"cannot answer a request\" path=/metrics why=\"an exception of an "
        "unknown "
        "kind\""};
    BOOST_TEST(lines == said, boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(a_port_in_use_is_an_error_that_says_so, served_fleet)
{
    auto taken = "127.0.0.1:" + std::to_string(http->port());
    auto second = exporter::endpoints::start({.listen = taken}, {routers.store, metrics, "", log});
    BOOST_REQUIRE(second.has_error());
    BOOST_TEST(second.error().message == "cannot listen on " + taken + ": Address already in use");
    BOOST_TEST(exporter::endpoints::start({.listen = "9436"}, {routers.store, metrics, "", log})
                   .has_error());
}

BOOST_FIXTURE_TEST_CASE(all_addresses_and_names_are_listened_on, served_fleet)
{
    for (auto address : {":0", "localhost:0"})
        BOOST_TEST(start({.listen = address})->port() != 0, address);
}

BOOST_FIXTURE_TEST_CASE(ipv6_is_refused_with_the_reason, served_fleet)
{
    auto v6 = exporter::endpoints::start({.listen = "[::1]:0"}, {routers.store, metrics, "", log});
    BOOST_REQUIRE(v6.has_error());
    BOOST_TEST(v6.error().message == "cannot listen on [::1]:0: only IPv4 addresses are served");
}

BOOST_FIXTURE_TEST_CASE(who_comes_while_it_stops_is_sent_away, served_fleet)
{
    http->stop_taking();
    auto answer = get("/metrics");
    BOOST_TEST(answer.starts_with("HTTP/1.1 503 "));
    BOOST_TEST(contains(head(answer), "\r\nRetry-After: 10\r\n"));
    BOOST_TEST(http->finish(std::chrono::steady_clock::now() + 1h));
}

BOOST_AUTO_TEST_SUITE_END()
