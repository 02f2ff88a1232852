#include "exporter/snapshot.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

BOOST_AUTO_TEST_SUITE(snapshot)

using namespace fixture;
using exporter::collector_state;
using exporter::router_state;

BOOST_AUTO_TEST_CASE(a_router_begins_waiting_and_untried)
{
    fleet f({router("r1")});
    BOOST_TEST((f.store[0].state == router_state::waiting));
    BOOST_TEST(!f.store[0].tried);
    BOOST_TEST((f.store[0].collectors[0].state == collector_state::waiting));
}

BOOST_AUTO_TEST_CASE(a_session_goes_through_its_states)
{
    fleet f({router("r1")});
    f.store.connecting(0);
    BOOST_TEST((f.store[0].state == router_state::connecting));
    f.store.backing_off(0, "connection refused", 2s, at(2s));
    BOOST_TEST(f.store[0].failure == "connection refused");
    BOOST_TEST((f.store[0].next_attempt == at(4s).wall));
    BOOST_TEST(f.store[0].tried);
    f.store.connecting(0);
    BOOST_TEST(f.store[0].failure == "connection refused");
    BOOST_TEST(!f.store[0].next_attempt.has_value());
    f.store.up(0, {"MikroTik", "7.4", "CHR", "x86_64", ""}, at(5s));
    BOOST_TEST((f.store[0].state == router_state::up));
    BOOST_TEST((f.store[0].since.steady == at(5s).steady));
    BOOST_TEST(f.store[0].failure == "");
    BOOST_TEST(f.store[0].facts->identity == "MikroTik");
}

BOOST_AUTO_TEST_CASE(a_pause_lasts_until_the_next_attempt)
{
    fleet f({router("r1")});
    f.store.backing_off(0, "connection refused", 2s, at(2s));
    BOOST_TEST((f.store[0].backoff == 2s));
    f.store.connecting(0);
    BOOST_TEST((f.store[0].backoff == 0s));
    f.store.backing_off(0, "a person said so", std::nullopt, at(3s));
    BOOST_TEST((f.store[0].backoff == 0s));
    BOOST_TEST(!f.store[0].next_attempt);
}

BOOST_AUTO_TEST_CASE(what_is_forbidden_in_one_session_is_asked_for_again_in_the_next)
{
    fleet f({router("r1")});
    f.store.forbid(0, 0, "not enough permissions (9)");
    BOOST_TEST((f.store[0].collectors[0].state == exporter::collector_state::forbidden));
    BOOST_TEST(f.store[0].collectors[0].failure == "not enough permissions (9)");
    f.store.up(0, {}, at(5s));
    BOOST_TEST((f.store[0].collectors[0].state == exporter::collector_state::waiting));
}

BOOST_AUTO_TEST_CASE(an_outage_is_as_old_as_its_first_failure)
{
    fleet f({router("r1")});
    f.store.connecting(0);
    f.store.backing_off(0, "connection refused", 2s, at(2s));
    f.store.connecting(0);
    f.store.backing_off(0, "connection refused", 4s, at(60s));
    BOOST_TEST((f.store[0].since.steady == at(2s).steady));
    f.store.connecting(0);
    f.store.up(0, {}, at(70s));
    BOOST_TEST((f.store[0].since.steady == at(70s).steady));
    f.store.backing_off(0, "closed", 2s, at(90s));
    BOOST_TEST((f.store[0].since.steady == at(90s).steady));
}

BOOST_AUTO_TEST_CASE(what_polling_costs_is_counted_over_sessions)
{
    fleet f({router("r1"), router("r2")});
    f.store.up(0, {}, at(1s));
    f.store.count_traffic(0, {100, 2000, 3});
    f.store.backing_off(0, "closed", 2s, at(2s));
    f.store.up(0, {}, at(5s));
    f.store.count_traffic(0, {1, 2, 1});
    BOOST_TEST(f.store[0].counters->sent_bytes.load() == 101U);
    BOOST_TEST(f.store[0].counters->received_bytes.load() == 2002U);
    BOOST_TEST(f.store[0].counters->commands.load() == 4U);
    BOOST_TEST(f.store[1].counters->commands.load() == 0U);
}

BOOST_AUTO_TEST_CASE(cadence_is_the_routers_own_or_the_collectors)
{
    auto r = router("r1");
    r.collect = {{"interface", 5s}, {"session", 0ms}};
    fleet f({r});
    BOOST_TEST((f.store[0].collectors[0].every == 5s));
    BOOST_TEST((f.store[0].collectors[1].state == collector_state::off));
}

BOOST_AUTO_TEST_CASE(rows_are_fresh_for_three_intervals)
{
    fleet f({router("r1")});
    f.publish_interface(0, {{"name", "ether1"}}, 10s);
    const auto& c = f.store[0].collectors[0];
    BOOST_TEST(c.fresh(at(10s).steady));
    BOOST_TEST(c.fresh(at(54s).steady));
    BOOST_TEST(!c.fresh(at(55s).steady));
}

BOOST_AUTO_TEST_CASE(a_failure_keeps_the_rows_and_says_why)
{
    fleet f({router("r1")});
    f.publish_interface(0, {{"name", "ether1"}}, 10s);
    f.store.fail(0, 0, "timed out", 30s);
    const auto& c = f.store[0].collectors[0];
    BOOST_TEST((c.state == collector_state::failed));
    BOOST_TEST(c.failure == "timed out");
    BOOST_TEST(c.fresh(at(20s).steady));
    f.publish_interface(0, {{"name", "ether1"}}, 25s);
    BOOST_TEST(f.store[0].collectors[0].failure == "");
}

BOOST_AUTO_TEST_CASE(rows_of_one_device_are_not_shown_for_another)
{
    fleet f({router("r1")});
    f.store.up(0, {.identity = "core", .serial = "A"}, at(0s));
    f.publish_interface(0, {{"name", "ether1"}}, 1s);
    f.store.backing_off(0, "closed", 2s, at(2s));
    f.store.up(0, {.identity = "core", .serial = "B"}, at(5s));
    BOOST_TEST(!f.store[0].collectors[0].rows);
    BOOST_TEST((f.store[0].collectors[0].state == collector_state::waiting));
    BOOST_TEST(f.store[0].collectors[0].every.count() > 0);
    BOOST_TEST(f.store[0].replacements == 1U);
}

BOOST_AUTO_TEST_CASE(a_device_without_a_serial_number_is_taken_for_the_same)
{
    fleet f({router("r1")});
    f.store.up(0, {.identity = "core", .serial = "A"}, at(0s));
    f.publish_interface(0, {{"name", "ether1"}}, 1s);
    f.store.up(0, {.identity = "edge"}, at(5s));
    BOOST_TEST(f.store[0].collectors[0].rows);
    BOOST_TEST(f.store[0].replacements == 0U);
}

BOOST_AUTO_TEST_CASE(a_menu_the_router_lacks_is_asked_for_again_in_the_next_session)
{
    fleet f({router("r1")});
    f.store.unavailable(0, 0, "no such command prefix");
    BOOST_TEST((f.store[0].collectors[0].state == collector_state::unavailable));
    f.store.up(0, {}, at(1s));
    BOOST_TEST((f.store[0].collectors[0].state == collector_state::waiting));
}

BOOST_AUTO_TEST_CASE(a_view_does_not_change_under_its_reader)
{
    fleet f({router("r1")});
    auto view = f.store.view();
    f.store.connecting(0);
    BOOST_TEST((view[0]->state == router_state::waiting));
    BOOST_TEST((f.store.view()[0]->state == router_state::connecting));
}

BOOST_AUTO_TEST_CASE(routers_come_and_go_in_one_step_and_keep_their_ids)
{
    fleet f({router("r1"), router("r2")});
    f.publish_interface(1, {{"name", "p1"}, {"rx-byte", "7"}}, 0s);
    auto own = [](const char* name) { return std::make_shared<config::router>(router(name)); };
    auto ids =
        f.store.arrange(f.store.share_collectors(), {{{}, own("r3")}, {1, own("r2")}}, at(1s));
    BOOST_TEST(ids == (std::vector<exporter::router_id>{2, 1}), boost::test_tools::per_element());
    BOOST_TEST(samples(f.page(1s), "mikrotik_up") ==
               "mikrotik_up{router=\"r3\"} 0\nmikrotik_up{router=\"r2\"} 0\n");
    BOOST_TEST(samples(f.page(1s), "mikrotik_interface_rx_bytes_total") ==
               "mikrotik_interface_rx_bytes_total{router=\"r2\",interface=\"p1\"} 7\n");
    // Its session is still ending.
    f.store.backing_off(0, "closed", 1s, at(1s));
    f.store.remove(0);
    BOOST_TEST(f.store.size() == 2U);
    BOOST_TEST(f.store.arrange(f.store.share_collectors(), {{{}, own("r1")}}, at(2s)).front() ==
               3U);
}

BOOST_AUTO_TEST_CASE(a_router_added_is_none_of_the_fleet)
{
    fleet f({router("r1")});
    auto id = f.store.add(std::make_shared<config::router>(router("guest")), at(0s));
    f.publish_interface(id, {{"name", "p1"}, {"rx-byte", "7"}}, 0s);
    BOOST_TEST(f.page(1s).find("guest") == std::string::npos);
    BOOST_TEST(f.store[id].collectors[0].fresh(at(1s).steady));
}

BOOST_AUTO_TEST_CASE(joined_columns_are_renewed_whichever_side_comes_first)
{
    fleet f({router("r1")});
    f.publish_session(0, {{"user", "ann"}, {"port", "p1"}}, 1s);
    BOOST_TEST(samples(f.page(1s), "mikrotik_session_rx_bytes_total") == "");
    f.publish_interface(0, {{"name", "p1"}, {"rx-byte", "10"}}, 2s);
    BOOST_TEST(samples(f.page(2s), "mikrotik_session_rx_bytes_total") ==
               "mikrotik_session_rx_bytes_total{router=\"r1\",user=\"ann\"} 10\n");
    f.publish_interface(0, {{"name", "p1"}, {"rx-byte", "11"}}, 17s);
    f.publish_session(0, {{"user", "ann"}, {"port", "p1"}}, 18s);
    BOOST_TEST(samples(f.page(18s), "mikrotik_session_rx_bytes_total") ==
               "mikrotik_session_rx_bytes_total{router=\"r1\",user=\"ann\"} 11\n");
}

BOOST_AUTO_TEST_CASE(a_transform_gets_the_joined_rows_only_while_they_are_fresh)
{
    auto interfaces = definition("interface");
    interfaces.labels = {{"interface", {"name"}}};
    auto sessions = definition("session");
    sessions.transform = "ppp_session_interface";
    sessions.labels = {{"interface", {"interface"}}};
    sessions.counts = {{"mikrotik_sessions", "Help.", {{"interface", {"interface"}}}, {}}};
    sessions.join = config::join_definition{"interface", "interface", "interface", {}};
    exporter::snapshot_store store(compile({interfaces, sessions}), {router("r1")}, at(0s));
    auto run = [&](std::size_t collector, pairs row, std::chrono::seconds when) {
        auto builder = store.start(0, collector, at(when));
        builder->on_row(sent_row(row).reply);
        return builder->finish().rows;
    };
    pairs session{{"name", "joe"}, {"service", "pppoe"}};
    auto table = run(0, {{"name", "<pppoe-joe-1>"}}, 0s);
    store.publish(0, 0, table, 80ms, at(0s));
    BOOST_TEST(lines(*run(1, session, 44s), 0) ==
               "{router=\"r1\",interface=\"<pppoe-joe-1>\"} 1\n");
    BOOST_TEST(lines(*run(1, session, 45s), 0) == "{router=\"r1\",interface=\"<pppoe-joe>\"} 1\n");
}

BOOST_AUTO_TEST_CASE(readers_on_other_threads_always_see_whole_routers)
{
    fleet f({router("r1")});
    f.publish_interface(0, {{"name", "p1"}, {"rx-byte", "0"}}, 0s);
    f.publish_session(0, {{"user", "ann"}, {"port", "p1"}}, 0s);
    std::atomic<bool> done{false};
    std::atomic<int> torn{0};
    std::thread reader([&] {
        // The session's bytes are those of its interface, renewed in the same step.
        while (!done) {
            auto page = f.page(1s);
            auto value = [&](const std::string& name) {
                auto line = samples(page, name);
                return line.substr(line.find("} "));
            };
            if (value("mikrotik_session_rx_bytes_total") !=
                value("mikrotik_interface_rx_bytes_total"))
                ++torn;
        }
    });
    for (int i = 1; i <= 2000; ++i)
        f.publish_interface(0, {{"name", "p1"}, {"rx-byte", std::to_string(i)}}, 0s);
    done = true;
    reader.join();
    BOOST_TEST(torn == 0);
}

BOOST_AUTO_TEST_CASE(a_collector_that_is_not_enabled_waits_to_be_asked_for)
{
    auto d = definition("lease");
    d.enabled = false;
    d.counts = {{"mikrotik_leases", "Help.", {}, {}}};
    auto collectors = compile({d});
    auto state_with = [&](const config::cadences& collect) {
        auto r = router();
        r.collect = collect;
        exporter::snapshot_store store(collectors, {r}, at(0s));
        return store[0].collectors[0].state == exporter::collector_state::off
                   ? 0ms
                   : store[0].collectors[0].every;
    };
    BOOST_TEST((state_with({}) == 0ms));
    BOOST_TEST((state_with({{"lease", config::own_cadence}}) == 15s));
    BOOST_TEST((state_with({{"lease", 5s}}) == 5s));
}

BOOST_AUTO_TEST_SUITE_END()
