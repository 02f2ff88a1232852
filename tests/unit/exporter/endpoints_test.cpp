#include "exporter/endpoints.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"
#include "tests/unit/exporter/gunzip.hpp"
#include "tests/unit/exporter/open_metrics_reader.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(endpoints)

using namespace fixture;
namespace asio = boost::asio;

namespace {

struct served {
    fleet routers{{router("r1"), router("r<2>")}};
    exporter::self_metrics metrics{"0.1.0"};
    std::vector<std::string> lines; // of the log
    runtime::logger log{
        runtime::level::info,
        runtime::log_format::logfmt,
        [this](runtime::level, std::string_view line) { lines.emplace_back(line); }};
    std::unique_ptr<exporter::endpoints> http = start({.listen = "127.0.0.1:0"});

    std::unique_ptr<exporter::endpoints>
    start(const exporter::endpoint_settings& settings,
          const std::function<exporter::reload_outcome()>& reload = {})
    {
        auto started =
            exporter::endpoints::start(settings, {routers.store, metrics, "0.1.0", log, reload});
        BOOST_REQUIRE(started.has_value());
        return std::move(*started);
    }

    // The answer as it comes over the wire.
    std::string send(const std::string& request) const
    {
        asio::io_context io;
        asio::ip::tcp::socket socket(io);
        socket.connect({asio::ip::address_v4::loopback(), http->port()});
        boost::system::error_code error;
        asio::write(socket, asio::buffer(request), error);
        std::string answer;
        asio::read(socket, asio::dynamic_buffer(answer), error);
        return answer;
    }

    std::string get(const std::string& target, const std::string& headers = "") const
    {
        return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }
};

std::string head(const std::string& answer)
{
    return answer.substr(0, answer.find("\r\n\r\n") + 2);
}

// The body, put together from its chunks where it has any.
std::string body(const std::string& answer)
{
    auto rest = answer.substr(answer.find("\r\n\r\n") + 4);
    if (head(answer).find("chunked") == std::string::npos) return rest;
    std::string out;
    for (;;) {
        auto length = std::stoul(rest, nullptr, 16);
        rest.erase(0, rest.find("\r\n") + 2);
        if (length == 0) return rest == "\r\n" ? out : "chunks do not end well";
        out += rest.substr(0, length);
        rest.erase(0, length + 2);
    }
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}

BOOST_FIXTURE_TEST_CASE(metrics_are_text_or_open_metrics_as_asked, served)
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

BOOST_FIXTURE_TEST_CASE(one_router_can_be_asked_for, served)
{
    auto page = body(get("/metrics?router=r%3C2%3E"));
    BOOST_TEST(contains(page, "mikrotik_up{router=\"r<2>\"} 0\n"));
    BOOST_TEST(!contains(page, "router=\"r1\""));
    BOOST_TEST(!contains(page, "mikrotik_exporter_"));
    BOOST_TEST(get("/metrics?router=nobody").starts_with("HTTP/1.1 404 "));
}

BOOST_FIXTURE_TEST_CASE(some_collectors_can_be_asked_for, served)
{
    auto now = exporter::moment::now();
    auto build = [&](std::size_t collector, const std::string& property) {
        std::vector<routeros::attribute> row{{property, "x"}, {"rx-byte", "1"}};
        routeros::reply reply;
        reply.attributes = row;
        auto builder = routers.store.start(0, collector);
        builder->on_row(reply);
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

BOOST_FIXTURE_TEST_CASE(unknown_parameters_are_refused_with_a_sentence, served)
{
    auto answer = get("/metrics?collect=cpu");
    BOOST_TEST(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    BOOST_TEST(body(answer) ==
               "Unknown query parameter; there are `router`, `tenant` and `collect[]`.\n");
}

BOOST_FIXTURE_TEST_CASE(a_parameter_without_a_value_is_refused_with_a_sentence, served)
{
    for (std::string name : {"tenant", "router"}) {
        auto answer = get("/metrics?" + name + "=");
        BOOST_TEST(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
        BOOST_TEST(body(answer) == "The query parameter `" + name + "` has no value.\n");
    }
}

BOOST_FIXTURE_TEST_CASE(head_gets_the_head_alone, served)
{
    for (auto target : {"/metrics", "/", "/-/healthy"}) {
        auto answer = send("HEAD " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"), target);
        BOOST_TEST(answer.ends_with("\r\n\r\n"), target);
        BOOST_TEST(!contains(answer, "Content-Length: 0"), target);
    }
}

BOOST_FIXTURE_TEST_CASE(other_methods_and_paths_are_refused, served)
{
    auto post = send("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(post.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
    BOOST_TEST(contains(head(post), "\r\nAllow: GET, HEAD\r\n"));
    BOOST_TEST(get("/nothing").starts_with("HTTP/1.1 404 Not Found\r\n"));
    BOOST_TEST(get("/../../etc/passwd").starts_with("HTTP/1.1 4"));
}

BOOST_FIXTURE_TEST_CASE(each_router_is_discovered_where_the_exporter_was_asked, served)
{
    auto answer = send("GET /sd HTTP/1.1\r\nHost: exporter.lan:9436\r\n\r\n");
    BOOST_TEST(contains(head(answer), "\r\nContent-Type: application/json\r\n"));
    BOOST_TEST(body(answer).starts_with("[{\"targets\":[\"exporter.lan:9436\"],"));
    BOOST_TEST(contains(body(answer), "\"__param_router\":\"r<2>\""));
    BOOST_TEST(get("/sd?router=r1").starts_with("HTTP/1.1 400 "));
    BOOST_TEST(send("GET /sd HTTP/1.1\r\nHost: a/b\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

BOOST_FIXTURE_TEST_CASE(a_reload_is_posted_and_must_be_enabled, served)
{
    auto post = [&] {
        return send("POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    };
    auto got = get("/-/reload");
    BOOST_TEST(got.starts_with("HTTP/1.1 405 "));
    BOOST_TEST(contains(head(got), "\r\nAllow: POST, PUT\r\n"));
    auto refused = post();
    BOOST_TEST(refused.starts_with("HTTP/1.1 403 "));
    BOOST_TEST(contains(body(refused), "--web.enable-lifecycle"));
    exporter::reload_outcome outcome{true, "2 routers.\n"};
    http = start({.listen = "127.0.0.1:0"}, [&] { return outcome; });
    auto done = post();
    BOOST_TEST(done.starts_with("HTTP/1.1 200 "));
    BOOST_TEST(body(done) == "2 routers.\n");
    outcome = {false, "f.yml:1:1: a\nf.yml:2:1: b\n"};
    auto failed = post();
    BOOST_TEST(failed.starts_with("HTTP/1.1 500 "));
    BOOST_TEST(body(failed) == outcome.text);
}

BOOST_FIXTURE_TEST_CASE(healthy_at_once_and_ready_when_every_router_was_tried, served)
{
    BOOST_TEST(get("/-/healthy").starts_with("HTTP/1.1 200 "));
    auto answer = get("/-/ready");
    BOOST_TEST(answer.starts_with("HTTP/1.1 503 "));
    BOOST_TEST(body(answer) == "Not ready: 2 routers were not tried yet.\n");
    routers.store.up(0, {}, at(1s));
    routers.store.backing_off(1, "refused", 1s, at(1s));
    BOOST_TEST(get("/-/ready").starts_with("HTTP/1.1 200 "));
}

BOOST_FIXTURE_TEST_CASE(ready_after_a_while_even_if_a_router_was_not_tried, served)
{
    http = start({.listen = "127.0.0.1:0", .ready_after = 0ms});
    BOOST_TEST(get("/-/ready").starts_with("HTTP/1.1 200 "));
}

BOOST_FIXTURE_TEST_CASE(the_page_for_people_may_load_nothing_but_its_style, served)
{
    auto answer = get("/");
    BOOST_TEST(
        contains(head(answer), "Content-Security-Policy: default-src 'none'; style-src 'self';"));
    BOOST_TEST(contains(body(answer), "r&lt;2&gt;"));
    auto style = get("/style.css");
    BOOST_TEST(contains(head(style), "Content-Type: text/css"));
    BOOST_TEST(contains(body(style), "prefers-color-scheme: dark"));
}

BOOST_FIXTURE_TEST_CASE(gzip_is_for_those_who_take_it, served)
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

BOOST_FIXTURE_TEST_CASE(a_long_page_comes_whole, served)
{
    auto builder = routers.store.start(0, 0);
    constexpr int rows = 50'000;
    for (int i = 0; i < rows; ++i) {
        auto name = "ether" + std::to_string(i);
        std::vector<routeros::attribute> row{{"name", name}, {"rx-byte", "1"}};
        routeros::reply reply;
        reply.attributes = row;
        builder->on_row(reply);
    }
    routers.store.publish(0, 0, builder->finish().rows, 1ms, exporter::moment::now());
    auto page = body(get("/metrics", "Accept: application/openmetrics-text\r\n"));
    BOOST_TEST(page.ends_with("# EOF\n"));
    BOOST_TEST(std::count(page.begin(), page.end(), '\n') > 2 * rows);
    auto zipped = gunzip(body(get("/metrics?router=r1", "Accept-Encoding: gzip\r\n")));
    BOOST_TEST((zipped == body(get("/metrics?router=r1"))));
}

BOOST_FIXTURE_TEST_CASE(http_1_0_gets_its_answer_without_chunks, served)
{
    auto answer = send("GET /metrics HTTP/1.0\r\n\r\n");
    BOOST_TEST(!contains(head(answer), "chunked"));
    BOOST_TEST(contains(body(answer), "\nmikrotik_up{router=\"r1\"} 0\n"));
    auto zipped = send("GET /metrics HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n");
    BOOST_TEST(contains(gunzip(body(zipped)), "\nmikrotik_up{router=\"r1\"} 0\n"));
}

BOOST_FIXTURE_TEST_CASE(requests_that_are_too_long_are_refused, served)
{
    auto answer = get("/metrics", "X: " + std::string(100'000, 'x') + "\r\n");
    BOOST_TEST(!answer.starts_with("HTTP/1.1 200"));
    BOOST_TEST(get("/-/healthy").starts_with("HTTP/1.1 200 "));
}

BOOST_FIXTURE_TEST_CASE(the_gate_s_refusal_is_the_answer_to_everything, served)
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

BOOST_FIXTURE_TEST_CASE(an_exception_is_answered_with_500_and_logged, served)
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

BOOST_FIXTURE_TEST_CASE(a_port_in_use_is_an_error_that_says_so, served)
{
    auto taken = "127.0.0.1:" + std::to_string(http->port());
    auto second = exporter::endpoints::start({.listen = taken}, {routers.store, metrics, "", log});
    BOOST_REQUIRE(second.has_error());
    BOOST_TEST(second.error().message == "cannot listen on " + taken + ": Address already in use");
    BOOST_TEST(exporter::endpoints::start({.listen = "9436"}, {routers.store, metrics, "", log})
                   .has_error());
}

BOOST_FIXTURE_TEST_CASE(all_addresses_and_names_are_listened_on, served)
{
    for (auto address : {":0", "localhost:0"})
        BOOST_TEST(start({.listen = address})->port() != 0, address);
}

BOOST_FIXTURE_TEST_CASE(ipv6_is_refused_with_the_reason, served)
{
    auto v6 = exporter::endpoints::start({.listen = "[::1]:0"}, {routers.store, metrics, "", log});
    BOOST_REQUIRE(v6.has_error());
    BOOST_TEST(v6.error().message == "cannot listen on [::1]:0: only IPv4 addresses are served");
}

BOOST_AUTO_TEST_SUITE_END()
