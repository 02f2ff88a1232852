#include "exporter/landing_page.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(landing_page)

using namespace fixture;

namespace {

std::string page(const fleet& f, std::chrono::seconds when)
{
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_landing_page(out, f.store.collectors(), f.store.view(), at(when), "0.1.0");
    out.flush();
    return sink.take();
}

}

BOOST_AUTO_TEST_CASE(nothing_a_router_says_becomes_markup)
{
    const std::string evil = "<img src=x onerror=alert(1)>\"'";
    auto r = router(evil);
    r.site = evil;
    fleet f({r});
    f.store.up(0, {evil, evil, evil, evil, evil}, at(0s));
    f.store.fail(0, 0, evil, 1s);
    auto text = page(f, 1s);
    BOOST_TEST(!contains(text, "<img"));
    BOOST_TEST(contains(text, "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;"));
    BOOST_TEST(contains(text, "href=\"/router?name=%3Cimg%20src%3Dx"));
}

BOOST_AUTO_TEST_CASE(routers_in_trouble_come_first_with_the_reason)
{
    fleet f({router("fine"), router("broken")});
    f.store.up(0, {}, at(0s));
    f.store.backing_off(1, "connection refused", 90s, at(0s));
    auto text = page(f, 10s);
    BOOST_TEST(text.find(">broken<") < text.find(">fine<"));
    BOOST_TEST(contains(text, "connection refused"));
    BOOST_TEST(contains(text, "<td class=\"next\" data-key=\"1700000090\">in 80 s</td>"));
}

BOOST_AUTO_TEST_CASE(collectors_are_counted_by_how_fresh_they_are)
{
    fleet f({router("r1")});
    f.store.up(0, {}, at(0s));
    f.publish_interface(0, {{"name", "a"}}, 0s);
    f.store.fail(0, 1, "timed out", 30s);
    auto text = page(f, 7s);
    BOOST_TEST(contains(text, ">1 fresh<"));
    BOOST_TEST(contains(text, ">1 failing<"));
    BOOST_TEST(contains(text, ": timed out<"));
    BOOST_TEST(contains(page(f, 100s), ">1 stale<"));
}

BOOST_AUTO_TEST_CASE(what_the_user_may_not_ask_is_failing_and_says_so)
{
    fleet f({router("r1")});
    f.store.up(0, {}, at(0s));
    f.store.forbid(0, 0, "not enough permissions (9)");
    auto text = page(f, 7s);
    BOOST_TEST(contains(text, "<dt>Collectors failing</dt><dd class=\"bad\">1</dd>"));
    BOOST_TEST(contains(text, ">interface: not enough permissions (9)<"));
}

BOOST_AUTO_TEST_CASE(says_when_anything_last_succeeded)
{
    fleet f({router("r1"), router("r2")});
    f.store.up(0, {}, at(0s));
    f.publish_interface(0, {{"name", "a"}}, 20s);
    f.publish_session(0, {{"user", "u"}}, 10s);
    auto text = page(f, 27s);
    BOOST_TEST(contains(text, "<td class=\"last\" data-key=\"1700000020\">7 s ago</td>"));
    BOOST_TEST(contains(text, "<td class=\"last\" data-key=\"0\">never</td>"));
}

BOOST_AUTO_TEST_CASE(a_breaker_is_told_in_words)
{
    using runtime::breaker_state;
    fleet f({router("r1")});
    auto told = [&](breaker_state breaker, unsigned failures) {
        f.store.judge(0, breaker, failures, std::make_shared<exporter::session_history>());
        auto text = page(f, 1s);
        auto begin = text.find("<td class=\"breaker");
        return text.substr(begin, text.find("</td>", begin) - begin);
    };
    BOOST_TEST(told(breaker_state::closed, 0) ==
               "<td class=\"breaker calm\" data-key=\"4\">closed");
    BOOST_TEST(contains(told(breaker_state::closed, 1), "closed<small>1 failure</small>"));
    BOOST_TEST(contains(told(breaker_state::open, 5), "open<small>5 failures: resting</small>"));
    BOOST_TEST(contains(told(breaker_state::half_open, 5), "one attempt decides"));
    BOOST_TEST(contains(told(breaker_state::forced_open, 0),
                        "data-key=\"0\">held open<small>not tried until a person resets it"));
    BOOST_TEST(contains(told(breaker_state::disabled, 7), "tried after every pause"));
}

BOOST_AUTO_TEST_CASE(tenants_are_shown_where_there_are_any)
{
    auto r = router("r1");
    BOOST_TEST(!contains(page(fleet({r}), 1s), "enant"));
    r.tenant = "a<b";
    auto text = page(fleet({r}), 1s);
    BOOST_TEST(contains(text, "<th>Tenant</th>"));
    BOOST_TEST(contains(text, "<option>a&lt;b</option>"));
    BOOST_TEST(contains(text, "data-state=\"waiting\" data-tenant=\"a&lt;b\">"));
    BOOST_TEST(contains(text, "<td class=\"tenant\">a&lt;b</td>"));
}

BOOST_AUTO_TEST_CASE(nothing_is_inline_and_nothing_from_elsewhere)
{
    auto text = page(fleet({router("r1")}), 1s);
    BOOST_TEST(contains(text, "<script src=\"/fleet.js\" defer></script>"));
    BOOST_TEST(text.find("<script") == text.rfind("<script"));
    BOOST_TEST(!contains(text, "http"));
    BOOST_TEST(!contains(text, "style="));
    BOOST_TEST(!contains(text, " on"));
}

BOOST_AUTO_TEST_SUITE_END()
