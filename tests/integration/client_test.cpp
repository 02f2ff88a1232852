// Our client against the simulator, in one process and on one clock: what a scripted peer cannot
// show, because here the other side has a mind of its own.
#define BOOST_TEST_MODULE client_and_simulator
#include "routeros/network.hpp"
#include "routeros/session.hpp"
#include "runtime/first_to_end.hpp"
#include "tests/simulator/simulation.hpp"
#include "tests/support/printing.hpp"
#include "tests/support/run_coroutine.hpp"

#include <map>
#include <set>

using namespace std::chrono_literals;
using boost::asio::awaitable;
using routeros::client;
using routeros::ending;
using routeros::outcome;
using routeros::reply;
using routeros::sentence;

namespace {

constexpr auto no_timeout = 0ms;

struct listener final : routeros::command_sink {
    void on_row(const reply& row) override
    {
        auto& copy = rows.emplace_back();
        for (const auto& a : row.attributes)
            copy.emplace(a.name, a.value);
    }
    void on_empty() override { ++empties; }
    void on_end(const outcome& o) override { end = o; }

    std::vector<std::multimap<std::string, std::string>> rows;
    int empties = 0;
    std::optional<outcome> end;
};

std::string text_in(const std::multimap<std::string, std::string>& row, const char* name)
{
    auto found = row.find(name);
    return found == row.end() ? "" : found->second;
}

struct fixture {
    explicit fixture(const char* profile = "ccr2004-7.4", std::uint32_t sessions = 4)
    {
        simulator::settings s;
        simulator::group g;
        g.profile = profile;
        g.sessions = sessions;
        g.users = simulator::default_users();
        s.groups.push_back(g);
        s.address = "127.0.0.1";
        s.ports_from = 0;
        s.users = simulator::default_users();
        fleet.emplace(loop, s);
        where.host = "127.0.0.1";
        where.port = station().where().port;
        where.username = "mikroscope";
        where.password = runtime::secret("s3cret");
    }

    simulator::station& station() { return fleet->stations().front(); }
    simulator::faults& faults() { return station().router().faults(); }

    void run(std::function<awaitable<void>(client&)> test)
    {
        auto life = [&](client& c, const routeros::router_facts& f) {
            facts = f;
            return test(c);
        };
        support::run_coroutine(loop, one_session(life));
    }

    awaitable<void> one_session(routeros::session_life life)
    {
        co_await routeros::run_session(where, network, life);
        fleet->close();
    }

    boost::asio::io_context loop;
    std::optional<simulator::simulation> fleet;
    routeros::network network;
    routeros::endpoint where;
    routeros::router_facts facts{};
};

awaitable<void> until(std::function<bool()> condition)
{
    while (!condition())
        co_await runtime::pause(1ms);
}

std::function<bool()> has_rows(const listener& of, std::size_t count)
{
    return [&of, count] { return of.rows.size() >= count; };
}

std::function<bool()> has_ended(const listener& of)
{
    return [&of] { return of.end.has_value(); };
}

sentence monitor_traffic(std::string_view interfaces)
{
    sentence s("/interface/monitor-traffic");
    s.attribute("interface", interfaces);
    return s;
}

}

BOOST_AUTO_TEST_SUITE(client_and_simulator)

BOOST_FIXTURE_TEST_CASE(a_hundred_commands_at_once_each_get_their_own_rows, fixture)
{
    run([&](client& router) -> awaitable<void> {
        std::vector<std::unique_ptr<listener>> sinks;
        std::vector<routeros::subscription> running;
        for (int i = 0; i < 100; ++i) {
            sentence print(i % 2 == 0 ? "/interface/print" : "/ppp/active/print");
            sinks.push_back(std::make_unique<listener>());
            running.push_back(router.start(print, *sinks.back(), 30s));
        }
        auto all_ended = [&] {
            return std::all_of(sinks.begin(), sinks.end(), [](const auto& s) { return s->end; });
        };
        co_await until(all_ended);
        for (std::size_t i = 0; i < sinks.size(); ++i) {
            BOOST_TEST(sinks[i]->end->ok());
            BOOST_TEST(text_in(sinks[i]->rows.at(0), i % 2 == 0 ? "type" : "service") ==
                       (i % 2 == 0 ? "ether" : "pppoe"));
        }
        BOOST_TEST(router.tags().late == 0U);
    });
}

BOOST_AUTO_TEST_CASE(old_routers_and_new_tell_their_packages_and_their_clock)
{
    auto facts_of = [](const char* profile) {
        fixture f(profile);
        f.run([](client&) -> awaitable<void> { co_return; });
        return f.facts;
    };
    auto has = [](const routeros::router_facts& f, std::string_view package) {
        return std::find(f.packages->begin(), f.packages->end(), package) != f.packages->end();
    };
    auto older = facts_of("x86-6.47");
    BOOST_TEST((has(older, "ppp") && has(older, "routing") && !has(older, "ipv6")));
    BOOST_TEST((older.gmt_offset == 1h));
    auto newer = facts_of("chr-7.22");
    BOOST_TEST((has(newer, "routeros") && !has(newer, "user-manager")));
    BOOST_TEST((newer.gmt_offset == 0h));
    BOOST_TEST((facts_of("chr-7.9").gmt_offset == -3h));
}

BOOST_FIXTURE_TEST_CASE(traffic_is_what_the_router_saw, fixture)
{
    run([&](client& router) -> awaitable<void> {
        const auto& seen = station().router().seen();
        auto before = router.take_traffic();
        BOOST_TEST(before.commands == 5U); // what it asked to know whom it speaks with
        auto in = seen.bytes_in;
        auto out = seen.bytes_out;
        sentence print("/interface/print");
        routeros::row_handler unread;
        auto printed = co_await router.run(print, unread, 30s);
        BOOST_TEST(printed.ok());
        auto cost = router.take_traffic();
        BOOST_TEST(cost.commands == 1U);
        BOOST_TEST(cost.sent_bytes == seen.bytes_in - in);
        BOOST_TEST(cost.received_bytes == seen.bytes_out - out);
        BOOST_TEST(cost.received_bytes > 1000U);
        BOOST_TEST(router.take_traffic().received_bytes == 0U);
    });
}

BOOST_FIXTURE_TEST_CASE(monitor_traffic_streams_until_it_is_cancelled, fixture)
{
    run([&](client& router) -> awaitable<void> {
        listener stream;
        auto command = monitor_traffic("ether1,ether2");
        auto running = router.start(command, stream, no_timeout);
        for (std::size_t beats = 1; beats <= 5; ++beats) {
            co_await until(has_rows(stream, 2 * beats));
            fleet->skip(simulator::moment(1000));
        }
        BOOST_TEST(text_in(stream.rows.at(0), "name") == "ether1");
        BOOST_TEST(text_in(stream.rows.at(1), "name") == "ether2");
        running.cancel();
        co_await until(has_ended(stream));
        BOOST_TEST((stream.end->how == ending::cancelled));
        BOOST_TEST(station().router().seen().cancels == 1U);
    });
}

BOOST_FIXTURE_TEST_CASE(a_stream_does_not_hold_up_other_commands, fixture)
{
    run([&](client& router) -> awaitable<void> {
        listener stream;
        auto command = monitor_traffic("ether1");
        auto running = router.start(command, stream, no_timeout);
        routeros::row_handler ignore;
        for (int i = 0; i < 20; ++i) {
            sentence print("/interface/print");
            auto end = co_await router.run(print, ignore, 30s);
            BOOST_TEST(end.ok());
            fleet->skip(simulator::moment(1000));
        }
        co_await until(has_rows(stream, 11));
    });
}

BOOST_FIXTURE_TEST_CASE(listen_tells_who_comes_and_who_goes, fixture)
{
    run([&](client& router) -> awaitable<void> {
        listener changes;
        sentence listen("/ppp/active/listen");
        auto running = router.start(listen, changes, no_timeout);
        sentence print("/ppp/active/print");
        routeros::row_handler ignore;
        co_await router.run(print, ignore, 30s); // the listen is under way by now
        auto& sessions = station().router().sessions();
        sessions.log_in("newcomer", fleet->time().now());
        co_await until(has_rows(changes, 1));
        BOOST_TEST(text_in(changes.rows[0], "name") == "newcomer");
        sessions.log_out_user("newcomer");
        co_await until(has_rows(changes, 2));
        BOOST_TEST(text_in(changes.rows[1], ".dead") == "yes");
        BOOST_TEST(text_in(changes.rows[1], ".id") == text_in(changes.rows[0], ".id"));
    });
}

BOOST_FIXTURE_TEST_CASE(a_print_with_an_interval_comes_again_and_again, fixture)
{
    run([&](client& router) -> awaitable<void> {
        listener table;
        sentence print("/ppp/active/print");
        print.attribute("interval", "1");
        auto running = router.start(print, table, no_timeout);
        for (std::size_t rows = 4; rows <= 12; rows += 4) {
            co_await until(has_rows(table, rows));
            fleet->skip(simulator::moment(1000));
        }
        BOOST_TEST(!table.end.has_value());
    });
}

BOOST_AUTO_TEST_CASE(empty_is_no_end)
{
    fixture f("chr-7.22", 0);
    f.run([&](client& router) -> awaitable<void> {
        listener table;
        sentence print("/ppp/active/print");
        print.attribute("interval", "1");
        auto running = router.start(print, table, no_timeout);
        for (int empties = 1; empties <= 3; ++empties) {
            auto again = [&] { return table.empties >= empties; };
            co_await until(again);
            f.fleet->skip(simulator::moment(1000));
        }
        BOOST_TEST(!table.end.has_value());
        f.station().router().sessions().log_in("first", f.fleet->time().now());
        co_await until(has_rows(table, 1));
    });
}

BOOST_FIXTURE_TEST_CASE(a_cancel_ends_whatever_the_order_of_the_replies, fixture)
{
    run([&](client& router) -> awaitable<void> {
        for (auto order :
             {simulator::cancel_order::cancel_first, simulator::cancel_order::command_first}) {
            faults().cancel_replies = order;
            listener stream;
            auto command = monitor_traffic("ether1");
            auto running = router.start(command, stream, no_timeout);
            co_await until(has_rows(stream, 1));
            running.cancel();
            co_await until(has_ended(stream));
            BOOST_TEST((stream.end->how == ending::cancelled));
        }
        BOOST_TEST(router.tags().late == 0U);
    });
}

BOOST_FIXTURE_TEST_CASE(a_subscription_destroyed_is_cancelled_on_the_router, fixture)
{
    run([&](client& router) -> awaitable<void> {
        for (int i = 0; i < 50; ++i) {
            listener stream;
            auto command = monitor_traffic("ether1");
            auto running = router.start(command, stream, no_timeout);
            co_await until(has_rows(stream, 1));
        }
        auto& seen = station().router().seen();
        auto all_cancelled = [&] { return seen.cancels == 50; };
        co_await until(all_cancelled);
        sentence print("/system/identity/print");
        routeros::row_handler ignore;
        auto end = co_await router.run(print, ignore, 30s);
        BOOST_TEST(end.ok());
    });
}

BOOST_FIXTURE_TEST_CASE(count_only_is_a_number_without_rows, fixture)
{
    run([&](client& router) -> awaitable<void> {
        sentence count("/ppp/active/print");
        count.attribute("count-only", "");
        routeros::row_handler ignore;
        auto end = co_await router.run(count, ignore, 30s);
        BOOST_TEST(end.ret == "4");
        BOOST_TEST(end.rows == 0U);
    });
}

BOOST_AUTO_TEST_CASE(a_missing_menu_is_told_by_the_first_of_two_traps)
{
    fixture f("chr-7.9");
    f.run([&](client& router) -> awaitable<void> {
        sentence health("/system/health/print");
        routeros::row_handler ignore;
        auto end = co_await router.run(health, ignore, 30s);
        BOOST_TEST((end.how == ending::trapped));
        BOOST_TEST(end.traps.size() == 2U);
        BOOST_TEST(end.reason() == "no such command or directory (health)");
    });
}

BOOST_AUTO_TEST_SUITE_END()
