#include "exporter/pages.hpp"
#include "tests/unit/exporter/endpoints_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(pages)

using namespace fixture;

BOOST_FIXTURE_TEST_CASE(other_methods_and_paths_are_refused, served_fleet)
{
    auto post = send("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(post.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"));
    BOOST_TEST(contains(head(post), "\r\nAllow: GET, HEAD\r\n"));
    BOOST_TEST(get("/nothing").starts_with("HTTP/1.1 404 Not Found\r\n"));
    BOOST_TEST(get("/../../etc/passwd").starts_with("HTTP/1.1 4"));
}

BOOST_FIXTURE_TEST_CASE(a_router_has_a_page_of_its_own, served_fleet)
{
    auto known = get("/router?name=r%3C2%3E");
    BOOST_TEST(known.starts_with("HTTP/1.1 200 "));
    BOOST_TEST(contains(head(known), "\r\nContent-Security-Policy: default-src 'none';"));
    BOOST_TEST(contains(known, "<h2>r&lt;2&gt; "));
    BOOST_TEST(get("/router?name=other").starts_with("HTTP/1.1 404 "));
    BOOST_TEST(get("/router").starts_with("HTTP/1.1 400 "));
    BOOST_TEST(get("/router?router=r1").starts_with("HTTP/1.1 400 "));
}

BOOST_FIXTURE_TEST_CASE(each_router_is_discovered_where_the_exporter_was_asked, served_fleet)
{
    auto answer = send("GET /sd HTTP/1.1\r\nHost: exporter.lan:9436\r\n\r\n");
    BOOST_TEST(contains(head(answer), "\r\nContent-Type: application/json\r\n"));
    BOOST_TEST(body(answer).starts_with("[{\"targets\":[\"exporter.lan:9436\"],"));
    BOOST_TEST(contains(body(answer), "\"__param_router\":\"r<2>\""));
    BOOST_TEST(get("/sd?router=r1").starts_with("HTTP/1.1 400 "));
    BOOST_TEST(send("GET /sd HTTP/1.1\r\nHost: a/b\r\n\r\n").starts_with("HTTP/1.1 400 "));
}

BOOST_FIXTURE_TEST_CASE(a_reload_is_posted_and_must_be_enabled, served_fleet)
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

BOOST_FIXTURE_TEST_CASE(healthy_at_once_and_ready_when_every_router_was_tried, served_fleet)
{
    BOOST_TEST(get("/-/healthy").starts_with("HTTP/1.1 200 "));
    auto answer = get("/-/ready");
    BOOST_TEST(answer.starts_with("HTTP/1.1 503 "));
    BOOST_TEST(body(answer) == "Not ready: 2 routers were not tried yet.\n");
    routers.store.up(0, {}, at(1s));
    routers.store.backing_off(1, "refused", 1s, at(1s));
    BOOST_TEST(get("/-/ready").starts_with("HTTP/1.1 200 "));
}

BOOST_FIXTURE_TEST_CASE(ready_after_a_while_even_if_a_router_was_not_tried, served_fleet)
{
    http = start({.listen = "127.0.0.1:0", .ready_after = 0ms});
    BOOST_TEST(get("/-/ready").starts_with("HTTP/1.1 200 "));
}

BOOST_FIXTURE_TEST_CASE(the_page_for_people_may_load_nothing_but_its_style_and_script, served_fleet)
{
    auto answer = get("/");
    BOOST_TEST(contains(head(answer),
                        "Content-Security-Policy: default-src 'none'; style-src 'self'; "
                        "script-src 'self';"));
    BOOST_TEST(contains(body(answer), "r&lt;2&gt;"));
    auto style = get("/style.css");
    BOOST_TEST(contains(head(style), "Content-Type: text/css"));
    BOOST_TEST(contains(body(style), "prefers-color-scheme: dark"));
    auto script = get("/fleet.js");
    BOOST_TEST(contains(head(script), "Content-Type: text/javascript"));
    BOOST_TEST(contains(body(script), "aria-sort"));
}

namespace {

// Routers of two tenants and of none, and a gate that takes what Authorization says for the tenant.
struct tenants_fleet : served_fleet {
    static config::router of(const std::string& name, const std::string& tenant)
    {
        auto r = router(name);
        r.tenant = tenant;
        return r;
    }

    fleet all{{of("acme-1", "acme"), of("karoo-1", "karoo"), of("nobody-1", "")}};

    tenants_fleet()
    {
        exporter::endpoint_settings settings{.listen = "127.0.0.1:0"};
        settings.gate = [](const exporter::visitor& who) {
            exporter::verdict v;
            auto tenant = std::string(who.authorization);
            if (!tenant.empty()) v.caller.audience = exporter::audience::of(tenant);
            return v;
        };
        auto started = exporter::endpoints::start(
            settings, {all.store, metrics, "0.1.0", log, [] {
                           return exporter::reload_outcome{true, "done\n"};
                       }});
        BOOST_REQUIRE(started.has_value());
        http = std::move(*started);
    }

    std::string acme(const std::string& target) const
    {
        return get(target, "Authorization: acme\r\n");
    }
};

}

BOOST_FIXTURE_TEST_CASE(a_tenant_s_user_sees_the_tenant_s_routers_alone, tenants_fleet)
{
    for (auto target : {"/metrics", "/", "/sd"}) {
        auto theirs = acme(target);
        BOOST_TEST(theirs.starts_with("HTTP/1.1 200 "), target);
        BOOST_TEST(contains(theirs, "acme-1"), target);
        BOOST_TEST(!contains(theirs, "karoo"), target);
        BOOST_TEST(!contains(theirs, "nobody"), target);
        BOOST_TEST(contains(get(target), "karoo-1"), target);
        BOOST_TEST(contains(get(target), "nobody-1"), target);
    }
}

BOOST_FIXTURE_TEST_CASE(a_tenant_s_user_sees_nothing_of_the_exporter_itself, tenants_fleet)
{
    auto theirs = acme("/metrics");
    BOOST_TEST(!contains(theirs, "mikrotik_exporter_"));
    BOOST_TEST(!contains(theirs, "\nprocess_"));
    BOOST_TEST(contains(get("/metrics"), "mikrotik_exporter_"));
}

BOOST_FIXTURE_TEST_CASE(what_is_another_tenant_s_is_not_there, tenants_fleet)
{
    for (auto page : {"/metrics?router=", "/metrics?tenant=", "/router?name="}) {
        auto nothing = acme(page + std::string("nothing"));
        BOOST_TEST(nothing.starts_with("HTTP/1.1 404 "), page);
        for (auto name : {"karoo-1", "karoo", "k%61roo-1", "k%61roo", "nobody-1"})
            BOOST_TEST(acme(page + std::string(name)) == nothing, page << name);
    }
    BOOST_TEST(acme("/metrics?router=acme-1&tenant=karoo").starts_with("HTTP/1.1 404 "));
    BOOST_TEST(acme("/metrics?router=acme-1&tenant=acme").starts_with("HTTP/1.1 200 "));
    BOOST_TEST(acme("/metrics?tenant=").starts_with("HTTP/1.1 400 "));
    BOOST_TEST(acme("/router?name=acme-1").starts_with("HTTP/1.1 200 "));
    BOOST_TEST(body(acme("/sd?tenant=karoo")) == "[]\n");
}

BOOST_FIXTURE_TEST_CASE(a_tenant_s_user_asks_and_changes_nothing, tenants_fleet)
{
    auto probe = acme("/probe?target=10.0.0.1&credentials=a");
    BOOST_TEST(probe.starts_with("HTTP/1.1 403 "));
    BOOST_TEST(body(probe) == "This is not for a tenant's users.\n");
    auto reload = [&](const std::string& authorization) {
        return send("POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + authorization +
                    "\r\n");
    };
    BOOST_TEST(reload("Authorization: acme\r\n").starts_with("HTTP/1.1 403 "));
    BOOST_TEST(reload("").starts_with("HTTP/1.1 200 "));
    for (auto target : {"/-/healthy", "/style.css", "/fleet.js"})
        BOOST_TEST(acme(target).starts_with("HTTP/1.1 200 "), target);
}

namespace {

// An exporter that may be steered, by whom `who` describes.
struct steered : served_fleet {
    exporter::caller who{exporter::audience::everybody(), "alice", true, "10.0.0.1"};
    std::string steered_router;

    steered()
    {
        exporter::endpoint_settings settings{.listen = "127.0.0.1:0"};
        settings.gate = [this](const exporter::visitor&) {
            exporter::verdict v;
            v.caller = who;
            return v;
        };
        exporter::page_sources sources{routers.store, metrics, "0.1.0", log};
        sources.reload = [] { return exporter::reload_outcome{true, "done\n"}; };
        sources.steer = [this](const exporter::breaker_request& asked) {
            steered_router = asked.router;
            return std::optional(asked.router == "r1");
        };
        auto started = exporter::endpoints::start(settings, sources);
        BOOST_REQUIRE(started.has_value());
        http = std::move(*started);
    }

    std::string post(const std::string& target, const std::string& headers = "") const
    {
        return send("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + headers +
                    "\r\n");
    }
};

}

BOOST_FIXTURE_TEST_CASE(a_breaker_is_steered_and_the_log_says_by_whom, steered)
{
    auto done = post("/-/breaker?router=r1&do=open");
    BOOST_TEST(done.starts_with("HTTP/1.1 200 "));
    BOOST_TEST(body(done) == "r1: its session ends, and none begins until it is reset.\n");
    BOOST_TEST(steered_router == "r1");
    http.reset(); // its threads have logged by then
    BOOST_TEST(lines.back() ==
               "level=info msg=\"breaker steered\" router=r1 do=open user=alice client=10.0.0.1");
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_steered_is_refused, steered)
{
    BOOST_TEST(post("/-/breaker?router=r9&do=open").starts_with("HTTP/1.1 404 "));
    BOOST_TEST(post("/-/breaker?router=r1&do=explode").starts_with("HTTP/1.1 400 "));
    BOOST_TEST(get("/-/breaker?router=r1&do=open").starts_with("HTTP/1.1 405 "));
    BOOST_TEST(lines.empty());
}

BOOST_FIXTURE_TEST_CASE(who_is_not_known_steers_nothing, steered)
{
    who.is_known = false;
    BOOST_TEST(post("/-/breaker?router=r1&do=open").starts_with("HTTP/1.1 403 "));
    who = {exporter::audience::of("acme"), "alice", true, ""};
    BOOST_TEST(post("/-/breaker?router=r1&do=open").starts_with("HTTP/1.1 403 "));
    BOOST_TEST(steered_router == "");
}

BOOST_FIXTURE_TEST_CASE(steering_must_be_enabled, served_fleet)
{
    auto refused =
        send("POST /-/breaker?router=r1&do=open HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    BOOST_TEST(refused.starts_with("HTTP/1.1 403 "));
    BOOST_TEST(contains(body(refused), "--web.enable-admin-api"));
}

BOOST_FIXTURE_TEST_CASE(another_site_s_page_changes_nothing, steered)
{
    for (auto target : {"/-/reload", "/-/breaker?router=r1&do=open"}) {
        for (auto foreign : {"Sec-Fetch-Site: cross-site\r\n", "Origin: http://evil.example\r\n"})
            BOOST_TEST(post(target, foreign).starts_with("HTTP/1.1 403 "), target << foreign);
        BOOST_TEST(post(target, "Origin: http://x\r\nSec-Fetch-Site: same-origin\r\n")
                       .starts_with("HTTP/1.1 200 "),
                   target);
    }
}

BOOST_AUTO_TEST_SUITE_END()
