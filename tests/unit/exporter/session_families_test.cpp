#include "exporter/session_families.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace fixture;
using runtime::breaker_state;

void judge(fleet& f, breaker_state state, const exporter::session_history& history)
{
    f.store.judge(0, state, 5, std::make_shared<exporter::session_history>(history));
}

}

BOOST_AUTO_TEST_SUITE(session_families)

BOOST_AUTO_TEST_CASE(a_session_is_in_one_state)
{
    fleet f({router("r1")});
    f.store.backing_off(0, "refused", 1500ms, at(0s));
    auto page = f.page(1s);
    BOOST_TEST(samples(page, "mikrotik_session_state") ==
               "mikrotik_session_state{router=\"r1\",state=\"waiting\"} 0\n"
               "mikrotik_session_state{router=\"r1\",state=\"connecting\"} 0\n"
               "mikrotik_session_state{router=\"r1\",state=\"up\"} 0\n"
               "mikrotik_session_state{router=\"r1\",state=\"backing_off\"} 1\n");
    BOOST_TEST(samples(page, "mikrotik_backoff_seconds") ==
               "mikrotik_backoff_seconds{router=\"r1\"} 1.5\n");
}

BOOST_AUTO_TEST_CASE(there_is_no_pause_while_connecting)
{
    fleet f({router("r1")});
    f.store.backing_off(0, "refused", 1s, at(0s));
    f.store.connecting(0);
    BOOST_TEST(samples(f.page(1s), "mikrotik_backoff_seconds") == "");
}

BOOST_AUTO_TEST_CASE(a_breaker_is_in_one_state_and_remembers)
{
    fleet f({router("r1")});
    exporter::session_history history;
    history.restarts = {{"closed", 2}, {"login_timeout", 3}};
    history.breaker.transitions[static_cast<std::size_t>(breaker_state::open)] = 4;
    judge(f, breaker_state::half_open, history);
    auto page = f.page(1s);
    BOOST_TEST(samples(page, "mikrotik_circuit_breaker_state") ==
               "mikrotik_circuit_breaker_state{router=\"r1\",state=\"closed\"} 0\n"
               "mikrotik_circuit_breaker_state{router=\"r1\",state=\"open\"} 0\n"
               "mikrotik_circuit_breaker_state{router=\"r1\",state=\"half_open\"} 1\n"
               "mikrotik_circuit_breaker_state{router=\"r1\",state=\"forced_open\"} 0\n"
               "mikrotik_circuit_breaker_state{router=\"r1\",state=\"disabled\"} 0\n");
    BOOST_TEST(samples(page, "mikrotik_circuit_breaker_transitions_total") ==
               "mikrotik_circuit_breaker_transitions_total{router=\"r1\",to=\"open\"} 4\n");
    BOOST_TEST(samples(page, "mikrotik_session_restarts_total") ==
               "mikrotik_session_restarts_total{router=\"r1\",reason=\"closed\"} 2\n"
               "mikrotik_session_restarts_total{router=\"r1\",reason=\"login_timeout\"} 3\n");
}

BOOST_AUTO_TEST_CASE(open_time_goes_on_while_it_is_open)
{
    fleet f({router("r1")});
    exporter::session_history history;
    history.breaker.open = 30s;
    history.breaker_since = at(10s).steady;
    auto open_seconds = [&](std::chrono::seconds now) {
        return samples(f.page(now), "mikrotik_circuit_breaker_open_seconds_total");
    };
    const std::string name = "mikrotik_circuit_breaker_open_seconds_total{router=\"r1\"} ";
    judge(f, breaker_state::closed, history);
    BOOST_TEST(open_seconds(15s) == name + "30\n");
    judge(f, breaker_state::open, history);
    BOOST_TEST(open_seconds(15s) == name + "35\n");
    judge(f, breaker_state::forced_open, history);
    BOOST_TEST(open_seconds(17s) == name + "37\n");
}

BOOST_AUTO_TEST_CASE(missed_beats_and_commands_under_way_are_counted)
{
    fleet f({router("r1")});
    f.store.counters(0).missed_beats = 7;
    f.store.counters(0).in_flight = 3;
    auto page = f.page(1s);
    BOOST_TEST(samples(page, "mikrotik_missed_beats_total") ==
               "mikrotik_missed_beats_total{router=\"r1\"} 7\n");
    BOOST_TEST(samples(page, "mikrotik_commands_in_flight") ==
               "mikrotik_commands_in_flight{router=\"r1\"} 3\n");
}

BOOST_AUTO_TEST_SUITE_END()
