// A router that refuses every connection, and what its watch makes of it.
#include "exporter/app.hpp"
#include "exporter/router_watch.hpp"
#include "runtime/first_to_end.hpp"
#include "tests/support/run_coroutine.hpp"
#include "tests/unit/exporter/fixture.hpp"
#include "tests/unit/exporter/kept_log.hpp"

using namespace std::chrono_literals;
using boost::asio::awaitable;
using exporter::breaker_order;
using exporter::router_state;
using runtime::breaker_state;

namespace {

struct world {
    fixture::kept_log kept;
    exporter::self_metrics metrics{"test"};
    exporter::mission mission;
    exporter::snapshot_store store;
    exporter::app app;
    boost::asio::io_context loop;

    explicit world(const runtime::breaker_settings& breaker)
        : mission{.fleet = {}, .definitions = {}, .collectors = fixture::compile({})},
          store(mission.collectors),
          app(store, metrics, kept.log)
    {
        auto r = fixture::router("r1");
        r.endpoint.host = "127.0.0.1";
        r.endpoint.port = 1; // where nobody listens
        r.backoff = {.initial = 1ms, .ceiling = 1ms};
        r.breaker = breaker;
        mission.fleet.routers.push_back(r);
        app.arrange(mission);
    }

    const exporter::router_snapshot& router() const { return *store.view().front(); }

    std::uint64_t transitions(breaker_state into) const
    {
        return router().history->breaker.transitions[static_cast<std::size_t>(into)];
    }

    awaitable<void> until(std::function<bool()> holds)
    {
        while (!holds())
            co_await runtime::pause(1ms);
    }

    void run(awaitable<void> story)
    {
        support::run_coroutine(loop, runtime::first_to_end(app.watch(), std::move(story)));
    }
};

awaitable<void> breaks_and_tries(world& w)
{
    auto tried_twice = w.until([&] { return w.transitions(breaker_state::half_open) >= 2; });
    co_await std::move(tried_twice);
    const auto& r = w.router();
    BOOST_TEST(r.failures >= 4U);
    BOOST_TEST(r.history->restarts.at("connection_refused") >= 4U);
    BOOST_TEST(w.transitions(breaker_state::open) >= 2U);
}

awaitable<void> forced_open(world& w)
{
    auto failed_twice = w.until([&] { return w.router().failures >= 2; });
    co_await std::move(failed_twice);
    BOOST_TEST(w.app.steer("r1", breaker_order::force_open));
    auto left_alone =
        w.until([&] { return w.router().failure.find("person") != std::string::npos; });
    co_await std::move(left_alone);
    auto failures = w.router().failures;
    BOOST_TEST((w.router().breaker == breaker_state::forced_open));
    BOOST_TEST((w.router().state == router_state::backing_off));
    BOOST_TEST(!w.router().next_attempt.has_value());
    for (int turn = 0; turn < 50; ++turn)
        co_await runtime::pause(1ms);
    BOOST_TEST(w.router().failures == failures);
    BOOST_TEST(w.app.steer("r1", breaker_order::reset));
    auto failed_again = w.until([&] { return w.router().failures > failures; });
    co_await std::move(failed_again);
    BOOST_TEST((w.router().breaker == breaker_state::closed));
}

// Of a long rest, reset and disable are the end.
awaitable<void> cut_short(world& w, breaker_order order, breaker_state then)
{
    auto at_rest = w.until([&] { return w.router().breaker == breaker_state::open; });
    co_await std::move(at_rest);
    auto failures = w.router().failures;
    BOOST_TEST(w.app.steer("r1", order));
    BOOST_TEST((w.router().breaker == then));
    auto tried_again = w.until([&] { return w.router().failures > failures; });
    co_await std::move(tried_again);
}

awaitable<void> never_rests(world& w)
{
    w.app.steer("r1", breaker_order::disable);
    auto failed_often = w.until([&] { return w.router().failures >= 20; });
    co_await std::move(failed_often);
    BOOST_TEST((w.router().breaker == breaker_state::disabled));
}

}

BOOST_AUTO_TEST_SUITE(router_watch)

BOOST_AUTO_TEST_CASE(after_some_failures_it_rests_and_then_tries_once)
{
    world w({.failures = 3, .open = 2ms, .most_open = 2ms});
    w.run(breaks_and_tries(w));
}

BOOST_AUTO_TEST_CASE(forced_open_it_is_left_alone_until_reset)
{
    world w({.failures = 0});
    w.run(forced_open(w));
}

BOOST_AUTO_TEST_CASE(a_reset_ends_a_rest)
{
    world w({.failures = 2, .open = 1h, .most_open = 1h});
    w.run(cut_short(w, breaker_order::reset, breaker_state::closed));
}

BOOST_AUTO_TEST_CASE(a_breaker_disabled_ends_a_rest_and_gives_no_other)
{
    world w({.failures = 2, .open = 1h, .most_open = 1h});
    w.run(cut_short(w, breaker_order::disable, breaker_state::disabled));
}

BOOST_AUTO_TEST_CASE(disabled_it_only_pauses)
{
    world w({.failures = 2, .open = 1h, .most_open = 1h});
    w.run(never_rests(w));
}

BOOST_AUTO_TEST_CASE(of_other_routers_there_is_nothing_to_steer)
{
    world w({});
    BOOST_TEST(!w.app.steer("r2", breaker_order::reset));
}

BOOST_AUTO_TEST_CASE(other_breaker_settings_hold_from_the_next_failure_on)
{
    world w({.failures = 0});
    auto story = [](world& at) -> awaitable<void> {
        auto failed_twice = at.until([&] { return at.router().failures >= 2; });
        co_await std::move(failed_twice);
        at.mission.fleet.routers[0].breaker = {.failures = 1, .open = 1h, .most_open = 1h};
        at.app.arrange(at.mission);
        auto at_rest = at.until([&] { return at.router().breaker == breaker_state::open; });
        co_await std::move(at_rest);
    };
    w.run(story(w));
}

BOOST_AUTO_TEST_SUITE_END()
