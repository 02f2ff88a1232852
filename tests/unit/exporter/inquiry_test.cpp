#include "tests/unit/exporter/inquiry_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(inquiry)

using namespace fixture;
using exporter::inquiry_state;

namespace {

config::request_definition request(const std::string& command)
{
    config::request_definition r;
    r.command = command;
    return r;
}

// mikrotik_thing by name, of these requests.
config::collector_definition things(std::vector<config::request_definition> requests)
{
    auto d = definition("thing");
    d.requests = std::move(requests);
    d.labels = {{"thing", {"name"}}};
    d.metrics = {gauge("mikrotik_thing", "value")};
    return d;
}

routeros::router_facts version(const std::string& text)
{
    routeros::router_facts facts;
    facts.version = text;
    return facts;
}

config::request_definition monitor(std::vector<std::string> keep = {})
{
    auto r = request("/port/monitor");
    r.items.emplace();
    r.items->command = "/port/print";
    r.items->keep = std::move(keep);
    return r;
}

config::request_definition pools()
{
    auto r = request("/pool/used/print");
    r.queries = {"?pool={name}"};
    r.count_only = true;
    r.items.emplace();
    r.items->command = "/pool/print";
    r.items->keep = {"name"};
    return r;
}

config::collector_definition pool_counts()
{
    auto d = things({pools()});
    d.metrics = {gauge("mikrotik_pool_used", "count")};
    return d;
}

// Items *1, *2, ... called a, b, ...
void answer_items(talk& t, int count)
{
    for (int i = 0; i < count; ++i) {
        auto id = "*" + std::to_string(i + 1);
        auto name = std::string(1, static_cast<char>('a' + i % 26));
        t.row({{".id", id}, {"name", name}, {"kind", "k" + name}});
    }
    t.end(done());
}

}

BOOST_AUTO_TEST_CASE(one_request_is_one_sentence)
{
    auto d = things({request("/thing/print")});
    d.requests[0].queries = {"?running=true"};
    d.requests[0].arguments = {{"stats", ""}};
    talk t(d);
    BOOST_TEST(t.asks() == "/thing/print =stats= =.proplist=name,value ?running=true");
    t.row({{"name", "a"}, {"value", "1"}});
    t.end(done());
    BOOST_TEST(t.asks() == "");
    BOOST_TEST((t.state() == inquiry_state::done));
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"a\"} 1\n");
}

BOOST_AUTO_TEST_CASE(several_requests_make_one_table_each_with_its_own_properties)
{
    auto d = things({request("/ip/thing/print"), request("/ipv6/thing/print")});
    d.requests[0].set = {{"family", "ipv4"}};
    d.requests[1].set = {{"family", "ipv6"}};
    d.labels.push_back({"family", {"family"}});
    talk t(d);
    BOOST_TEST(t.asks() == "/ip/thing/print =.proplist=name,value");
    t.row({{"name", "a"}, {"value", "1"}});
    t.end(done());
    BOOST_TEST(t.asks() == "/ipv6/thing/print =.proplist=name,value");
    t.row({{"name", "a"}, {"value", "2"}});
    t.end(done());
    BOOST_TEST(t.asks() == "");
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"a\",family=\"ipv4\"} 1\n"
                              "{router=\"r1\",thing=\"a\",family=\"ipv6\"} 2\n");
}

BOOST_AUTO_TEST_CASE(a_menu_that_is_not_there_is_learnt_once)
{
    talk t(things({request("/a/print"), request("/b/print")}));
    BOOST_TEST(t.asks() == "/a/print =.proplist=name,value");
    t.end(trapped("no such command prefix"));
    BOOST_TEST(t.asks() == "/b/print =.proplist=name,value");
    t.end(done());
    BOOST_TEST((t.state() == inquiry_state::done));
    t.again();
    BOOST_TEST(t.asks() == "/b/print =.proplist=name,value");
}

BOOST_AUTO_TEST_CASE(a_router_with_none_of_the_menus_lacks_the_collector)
{
    talk t(things({request("/a/print"), request("/b/print")}));
    t.asks();
    t.end(trapped("no such command"));
    t.asks();
    t.end(trapped("no such command prefix"));
    BOOST_TEST((t.state() == inquiry_state::unavailable));
    BOOST_TEST(t.why() == "no such command prefix");
    t.again();
    BOOST_TEST(t.asks() == "");
    BOOST_TEST((t.state() == inquiry_state::unavailable));
}

BOOST_AUTO_TEST_CASE(of_alternatives_the_first_that_is_there_is_the_only_one)
{
    auto d = things({request("/a/print"), request("/b/print"), request("/c/print")});
    d.first_only = true;
    talk t(d);
    t.asks();
    t.end(trapped("no such command"));
    BOOST_TEST(t.asks() == "/b/print =.proplist=name,value");
    t.end(done());
    BOOST_TEST(t.asks() == "");
    BOOST_TEST((t.state() == inquiry_state::done));
}

BOOST_AUTO_TEST_CASE(another_trap_fails_the_whole_run)
{
    talk t(things({request("/a/print"), request("/b/print")}));
    t.asks();
    t.row({{"name", "a"}, {"value", "1"}});
    t.end(done());
    t.asks();
    t.end(trapped("failure: no"));
    BOOST_TEST((t.state() == inquiry_state::failed));
    BOOST_TEST(t.why() == "failure: no");
    BOOST_TEST(t.asks() == "");
}

BOOST_AUTO_TEST_CASE(what_the_user_may_not_ask_is_forbidden_with_what_to_do)
{
    talk t(things({request("/a/print")}));
    t.asks();
    t.end(trapped("not enough permissions (9)"));
    BOOST_TEST((t.state() == inquiry_state::forbidden));
    BOOST_TEST(t.why() ==
               "/a/print: not enough permissions (9): give the user's group the policy it "
               "lacks, or switch thing off under collect");
    BOOST_TEST(t.asks() == "");
}

BOOST_AUTO_TEST_CASE(a_command_that_does_not_end_fails_by_its_name)
{
    talk t(things({request("/a/print")}));
    t.asks();
    t.end({.how = routeros::ending::timed_out, .traps = {}, .ret = {}, .rows = 0});
    BOOST_TEST(t.why() == "/a/print did not end within the command timeout");
}

BOOST_AUTO_TEST_CASE(versions_choose_the_request)
{
    auto d = things({request("/old/print"), request("/new/print")});
    d.requests[0].version.before = "7.13";
    d.requests[1].version.from = "7.13";
    auto asked_of = [&](const std::string& text) {
        return talk(d, version(text)).asks().substr(0, 4);
    };
    BOOST_TEST(asked_of("6.49.10 (long-term)") == "/old");
    BOOST_TEST(asked_of("7.12.1 (stable)") == "/old");
    BOOST_TEST(asked_of("7.13 (stable)") == "/new");
    BOOST_TEST(asked_of("7.13beta2") == "/new");
    BOOST_TEST(asked_of("unheard of") == "/old");
    d.requests.pop_back();
    talk t(d, version("7.20 (stable)"));
    BOOST_TEST(t.asks() == "");
    BOOST_TEST((t.state() == inquiry_state::unavailable));
    BOOST_TEST(t.why() == "/old/print is not for RouterOS 7.20 (stable)");
}

BOOST_AUTO_TEST_CASE(packages_choose_the_request)
{
    auto d = things({request("/a/print")});
    d.requests[0].package = "user-manager";
    routeros::router_facts facts;
    BOOST_TEST(talk(d, facts).asks() != ""); // it would not say
    facts.packages = {"routeros", "user-manager"};
    BOOST_TEST(talk(d, facts).asks() != "");
    facts.packages = {"routeros"};
    talk t(d, facts);
    BOOST_TEST(t.asks() == "");
    BOOST_TEST(t.why() == "the package user-manager is not installed or not enabled");
}

BOOST_AUTO_TEST_CASE(an_argument_that_a_router_does_not_know_is_spared)
{
    auto d = things({request("/a/print")});
    d.requests[0].arguments = {{"stats", ""}, {"detail", ""}};
    talk t(d);
    BOOST_TEST(t.asks() == "/a/print =stats= =detail= =.proplist=name,value");
    t.end(trapped("unknown parameter stats"));
    BOOST_TEST(t.asks() == "/a/print =detail= =.proplist=name,value");
    t.end(trapped("unknown parameter"));
    BOOST_TEST(t.asks() == "/a/print =.proplist=name,value");
    t.end(done());
    t.again();
    BOOST_TEST(t.asks() == "/a/print =.proplist=name,value");
    t.end(trapped("unknown parameter .proplist"));
    BOOST_TEST((t.state() == inquiry_state::failed));
}

BOOST_AUTO_TEST_CASE(a_count_becomes_a_row)
{
    auto d = definition("thing");
    d.requests = {request("/a/print"), request("/b/print")};
    d.requests[0].count_only = true;
    d.requests[0].set = {{"family", "ipv4"}};
    d.requests[1].count_only = true;
    d.labels = {{"family", {"family"}}};
    d.metrics = {gauge("mikrotik_things", "count")};
    talk t(d);
    BOOST_TEST(t.asks() == "/a/print =count-only=");
    t.end(done("12"));
    t.asks();
    t.end(done("0"));
    BOOST_TEST(t.column(0) == "{router=\"r1\",family=\"ipv4\"} 12\n"
                              "{router=\"r1\",family=\"\"} 0\n");
}

BOOST_AUTO_TEST_CASE(a_count_that_is_none_fails)
{
    auto d = definition("thing");
    d.requests[0].count_only = true;
    d.metrics = {gauge("mikrotik_things", "count")};
    talk t(d);
    t.asks();
    t.end(done(""));
    BOOST_TEST(t.why() == "/thing/print did not answer with a count");
}

BOOST_AUTO_TEST_CASE(items_are_asked_about_fifty_at_once)
{
    talk t(things({monitor({"name"})}));
    BOOST_TEST(t.asks() == "/port/print =.proplist=.id,name");
    answer_items(t, 51);
    BOOST_TEST(t.asks().starts_with("/port/monitor =numbers=*1,*2,"));
    for (int i = 0; i < 50; ++i)
        t.row({{"value", "1"}});
    t.end(done());
    BOOST_TEST(t.asks() == "/port/monitor =numbers=*51 =once= =.proplist=name,value");
    t.row({{"value", "1"}});
    t.end(done());
    BOOST_TEST((t.state() == inquiry_state::done));
}

BOOST_AUTO_TEST_CASE(rows_are_those_of_the_items_in_their_order)
{
    talk t(things({monitor({"name"})}));
    t.asks();
    answer_items(t, 2);
    t.asks();
    t.row({{"value", "1"}});
    t.row({{"value", "2"}});
    t.end(done());
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"a\"} 1\n{router=\"r1\",thing=\"b\"} 2\n");
}

BOOST_AUTO_TEST_CASE(rows_that_have_a_name_are_those_of_the_item_so_called)
{
    auto d = things({monitor({"kind"})});
    d.labels.push_back({"kind", {"kind"}});
    talk t(d);
    t.asks();
    answer_items(t, 3);
    t.asks();
    t.row({{"name", "c"}, {"value", "3"}});
    t.row({{"name", "a"}, {"value", "1"}});
    t.end(done());
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"c\",kind=\"kc\"} 3\n"
                              "{router=\"r1\",thing=\"a\",kind=\"ka\"} 1\n");
}

BOOST_AUTO_TEST_CASE(rows_that_do_not_fit_the_items_fail)
{
    talk t(things({monitor({"name"})}));
    t.asks();
    answer_items(t, 3);
    t.asks();
    t.row({{"value", "1"}});
    t.row({{"value", "2"}});
    t.end(done());
    BOOST_TEST((t.state() == inquiry_state::failed));
    BOOST_TEST(t.why() == "/port/monitor answered 2 rows about 3 items");
}

BOOST_AUTO_TEST_CASE(no_items_no_rows)
{
    talk t(things({monitor()}));
    t.asks();
    t.end(done());
    BOOST_TEST(t.asks() == "");
    BOOST_TEST((t.state() == inquiry_state::done));
    BOOST_TEST(t.built().rows->rows == 0U);
}

BOOST_AUTO_TEST_CASE(an_item_that_has_gone_does_not_cost_the_others)
{
    talk t(things({monitor({"name"})}));
    t.asks();
    answer_items(t, 2);
    t.asks();
    t.end(trapped("no such item (4)"));
    BOOST_TEST(t.asks().starts_with("/port/monitor =numbers=*1 "));
    t.end(trapped("no such item (4)"));
    BOOST_TEST(t.asks().starts_with("/port/monitor =numbers=*2 "));
    t.row({{"value", "2"}});
    t.end(done());
    BOOST_TEST((t.state() == inquiry_state::done));
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"b\"} 2\n");
}

BOOST_AUTO_TEST_CASE(the_argument_that_takes_the_items_may_have_another_name)
{
    auto r = monitor();
    r.items->in = "number";
    r.items->one_by_one = true;
    r.items->queries = {"?disabled=false"};
    talk t(things({r}));
    BOOST_TEST(t.asks() == "/port/print =.proplist=.id,name ?disabled=false");
    answer_items(t, 2);
    BOOST_TEST(t.asks().starts_with("/port/monitor =number=*1 =once="));
    t.end(done());
    BOOST_TEST(t.asks().starts_with("/port/monitor =number=*2 =once="));
}

BOOST_AUTO_TEST_CASE(a_placeholder_asks_for_each_item)
{
    talk t(pool_counts());
    BOOST_TEST(t.asks() == "/pool/print =.proplist=.id,name");
    answer_items(t, 2);
    BOOST_TEST(t.asks() == "/pool/used/print =count-only= ?pool=a");
    t.end(done("3"));
    BOOST_TEST(t.asks() == "/pool/used/print =count-only= ?pool=b");
    t.end(done("4"));
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"a\"} 3\n{router=\"r1\",thing=\"b\"} 4\n");
}

BOOST_AUTO_TEST_CASE(an_item_whose_name_is_too_long_to_ask_about_is_counted_as_left_out)
{
    talk t(pool_counts());
    t.asks();
    t.row({{".id", "*1"}, {"name", std::string(2'000, 'x')}});
    t.end(done());
    BOOST_TEST(t.asks() == "");
    BOOST_TEST(t.built().excess == 1U);
}

BOOST_AUTO_TEST_CASE(a_lookup_adds_properties_of_other_rows)
{
    auto d = things({request("/client/print")});
    d.lookup = config::lookup_definition{.command = "/lease/print",
                                         .queries = {"?status=bound"},
                                         .match_ours = "mac",
                                         .match_theirs = "active-mac",
                                         .add = {{"host", {"host-name", "comment"}}}};
    d.labels.push_back({"host", {"host"}});
    talk t(d);
    BOOST_TEST(t.asks() == "/lease/print =.proplist=active-mac,comment,host-name ?status=bound");
    t.row({{"active-mac", "AA"}, {"host-name", "one"}});
    t.row({{"active-mac", "AA"}, {"host-name", "two"}});
    t.row({{"active-mac", "BB"}, {"host-name", ""}, {"comment", "bee"}});
    t.end(done());
    BOOST_TEST(t.asks() == "/client/print =.proplist=mac,name,value");
    t.row({{"name", "a"}, {"mac", "AA"}, {"value", "1"}});
    t.row({{"name", "b"}, {"mac", "BB"}, {"value", "2"}});
    t.row({{"name", "c"}, {"mac", "CC"}, {"value", "3"}});
    t.end(done());
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"a\",host=\"one\"} 1\n"
                              "{router=\"r1\",thing=\"b\",host=\"bee\"} 2\n"
                              "{router=\"r1\",thing=\"c\",host=\"\"} 3\n");
}

BOOST_AUTO_TEST_CASE(a_lookup_in_a_menu_that_is_not_there_has_no_matches)
{
    auto d = things({request("/client/print")});
    d.lookup = config::lookup_definition{.command = "/lease/print",
                                         .queries = {},
                                         .match_ours = "name",
                                         .match_theirs = "mac",
                                         .add = {{"host", {"host-name"}}}};
    talk t(d);
    t.asks();
    t.end(trapped("no such command prefix"));
    BOOST_TEST(t.asks() == "/client/print =.proplist=name,value");
    t.row({{"name", "a"}, {"value", "1"}});
    t.end(done());
    BOOST_TEST(t.column(0) == "{router=\"r1\",thing=\"a\"} 1\n");
    t.again();
    BOOST_TEST(t.asks() == "/client/print =.proplist=name,value");
}

BOOST_AUTO_TEST_SUITE_END()
