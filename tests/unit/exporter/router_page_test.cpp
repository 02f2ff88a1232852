#include "exporter/router_page.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(router_page)

using namespace fixture;

namespace {

std::string page(const fleet& f, std::chrono::seconds when)
{
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_router_page(out, f.store.collectors(), f.store[0], at(when), "0.1.0");
    out.flush();
    return sink.take();
}

}

BOOST_AUTO_TEST_CASE(nothing_a_router_says_becomes_markup)
{
    const std::string evil = "<img src=x onerror=alert(1)>\"'";
    auto r = router(evil);
    r.site = evil;
    r.tenant = evil;
    fleet f({r});
    f.store.up(0, {evil, evil, evil, evil, evil}, at(0s));
    f.store.fail(0, 0, evil, 1s);
    f.store.unavailable(0, 1, evil);
    auto text = page(f, 1s);
    BOOST_TEST(!contains(text, "<img"));
    BOOST_TEST(!contains(text, "title=\"<"));
    BOOST_TEST(contains(text, "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;"));
    BOOST_TEST(contains(text, "href=\"/metrics?router=%3Cimg%20src%3Dx"));
}

BOOST_AUTO_TEST_CASE(each_collector_says_how_fresh_it_is)
{
    fleet f({router("r1")});
    f.store.up(0, {}, at(0s));
    f.publish_interface(0, {{"name", "a"}}, 0s);
    auto text = page(f, 7s);
    BOOST_TEST(contains(text,
                        ">interface</a></td><td class=\"good\">fresh</td>"
                        "<td class=\"number\">7 s ago</td>"));
    BOOST_TEST(contains(text, "<td class=\"number\">1</td><td class=\"number\">80 ms</td>"));
    BOOST_TEST(contains(page(f, 100s), "<td class=\"warn\">stale</td>"));
}

BOOST_AUTO_TEST_CASE(collectors_in_trouble_come_first_with_the_reason)
{
    fleet f({router("r1")});
    f.store.up(0, {}, at(0s));
    f.publish_interface(0, {{"name", "a"}}, 0s);
    f.store.fail(0, 1, "timed out", 30s);
    auto text = page(f, 7s);
    BOOST_TEST(text.find(">failing<") < text.find(">fresh<"));
    BOOST_TEST(contains(text, "<td class=\"bad\">failing<small>timed out</small></td>"));
}

BOOST_AUTO_TEST_CASE(what_the_router_has_not_is_named_with_the_reason)
{
    fleet f({router("r1")});
    f.store.up(0, {}, at(0s));
    f.store.unavailable(0, 1, "no such command");
    auto text = page(f, 1s);
    auto name = f.store.collectors()[1].name;
    BOOST_TEST(contains(text, "<span title=\"no such command\">" + name + "</span>"));
}

BOOST_AUTO_TEST_CASE(a_router_that_is_down_says_why_and_what_comes_next)
{
    fleet f({router("r1")});
    f.store.backing_off(0, "connection refused", 90s, at(0s));
    auto text = page(f, 10s);
    BOOST_TEST(contains(text, ">down</span>"));
    BOOST_TEST(contains(text, "connection refused"));
    BOOST_TEST(contains(text, "next attempt in 80 s"));
}

BOOST_AUTO_TEST_CASE(a_router_that_was_not_tried_is_not_said_to_be_down)
{
    fleet f({router("r1")});
    BOOST_TEST(contains(page(f, 10s), "<dt>Waiting for</dt><dd>10 s</dd>"));
    f.store.connecting(0);
    BOOST_TEST(contains(page(f, 10s), "<dt>Not up for</dt><dd>10 s</dd>"));
    f.store.backing_off(0, "refused", 1s, at(10s));
    BOOST_TEST(contains(page(f, 15s), "<dt>Down for</dt><dd>5 s</dd>"));
}

BOOST_AUTO_TEST_CASE(a_breaker_is_told_when_there_is_something_to_tell)
{
    fleet f({router("r1")});
    BOOST_TEST(!contains(page(f, 1s), "Breaker"));
    f.store.judge(
        0, runtime::breaker_state::open, 5, std::make_shared<exporter::session_history>());
    BOOST_TEST(contains(page(f, 1s), "<dt>Breaker</dt><dd>open: 5 failures: resting<"));
}

BOOST_AUTO_TEST_CASE(needs_no_script_and_nothing_from_elsewhere)
{
    auto text = page(fleet({router("r1")}), 1s);
    BOOST_TEST(!contains(text, "<script"));
    BOOST_TEST(!contains(text, "http"));
    BOOST_TEST(!contains(text, "style="));
}

BOOST_AUTO_TEST_SUITE_END()
