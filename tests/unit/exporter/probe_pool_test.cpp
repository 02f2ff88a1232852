#include "exporter/probe_pool.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

BOOST_AUTO_TEST_SUITE(probe_pool)

using namespace fixture;
using clock = std::chrono::steady_clock;

namespace {

config::probe_settings allowed()
{
    config::probe_settings s;
    s.allowed_networks = {*config::read_network("10.0.0.0/8")};
    s.users["telemetry"] = {"u", runtime::secret("p")};
    s.most = 2;
    return s;
}

// Sessions never begin: the loop only does what is asked of it.
struct pool_of_one_waiter {
    exporter::snapshot_store store{two_collectors()};
    exporter::self_metrics metrics{"1"};
    runtime::logger log{runtime::level::error, runtime::log_format::logfmt, [](auto, auto) {}};
    exporter::app app{store, metrics, log};
    runtime::loop_door door;
    std::promise<void> name_server; // answers for slow.test
    std::shared_future<void> answered = name_server.get_future().share();
    exporter::probe_pool pool{
        {app, store, door, [answered = answered](auto& host) { return addresses(host, answered); }},
        1};
    boost::asio::io_context loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy{
        loop.get_executor()};
    std::optional<runtime::loop_door::opening> open;
    std::thread thread;

    pool_of_one_waiter()
    {
        pool.allow(allowed());
        open.emplace(door, loop.get_executor());
        thread = std::thread([this] { loop.run(); });
    }
    ~pool_of_one_waiter()
    {
        busy.reset();
        thread.join();
    }
    static runtime::name_answer addresses(const std::string& host,
                                          const std::shared_future<void>& answered)
    {
        if (host != "slow.test") return runtime::look_up_name(host);
        answered.wait();
        return {{boost::asio::ip::make_address("10.0.0.7")}, {}};
    }
    auto probe(const std::string& target, std::chrono::milliseconds time = 1ms)
    {
        auto asked = exporter::read_probe_request("credentials=telemetry&target=" + target);
        return pool.probe(*asked, clock::now() + time);
    }
    int refused(const std::string& target, std::chrono::milliseconds time = 1ms)
    {
        auto answer = probe(target, time);
        return answer ? 200 : answer.error().status;
    }
    // On the loop, as sessions do.
    void in_session(std::function<void()> work) { BOOST_REQUIRE(door.run(std::move(work))); }
};

}

BOOST_FIXTURE_TEST_CASE(without_settings_nothing_is_probed, pool_of_one_waiter)
{
    in_session([&] { pool.allow(std::nullopt); });
    BOOST_TEST(refused("10.0.0.1") == 403);
}

BOOST_FIXTURE_TEST_CASE(what_is_outside_is_never_watched, pool_of_one_waiter)
{
    BOOST_TEST(refused("127.0.0.1") == 403);
    BOOST_TEST(refused("localhost", 1h) == 403);
    BOOST_TEST(store.size() == 0U);
}

BOOST_FIXTURE_TEST_CASE(at_the_deadline_what_there_is_is_answered, pool_of_one_waiter)
{
    auto answer = probe("10.0.0.1");
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(!answer->success);
    BOOST_TEST(answer->now.routers.at(0)->series->router == "10.0.0.1");
    BOOST_TEST(store.view().empty());
}

BOOST_FIXTURE_TEST_CASE(a_name_that_nobody_resolves_is_told_at_the_deadline, pool_of_one_waiter)
{
    BOOST_TEST(refused("slow.test") == 504);
    BOOST_TEST(refused("10.0.0.1") == 200); // nobody else waits for it
    name_server.set_value();
}

BOOST_FIXTURE_TEST_CASE(one_router_has_one_session_however_it_is_spelt, pool_of_one_waiter)
{
    probe("10.0.0.1");
    probe("10.0.0.1");
    BOOST_TEST(store.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(the_first_probe_waits_until_every_collector_has_run, pool_of_one_waiter)
{
    probe("10.0.0.1");
    std::thread session([&] {
        in_session([&] { store.up(0, {}, exporter::moment::now()); });
        in_session([&] { store.unavailable(0, 0, "no such command"); });
        in_session([&] { store.fail(0, 1, "refused", 1ms); });
    });
    auto answer = probe("10.0.0.1", 1h);
    session.join();
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->success);
    BOOST_TEST((answer->now.routers[0]->collectors[1].state == exporter::collector_state::failed));
}

BOOST_FIXTURE_TEST_CASE(collectors_nobody_asked_for_are_not_waited_for, pool_of_one_waiter)
{
    probe("10.0.0.1");
    in_session([&] { store.up(0, {}, exporter::moment::now()); });
    in_session([&] { store.unavailable(0, 0, "no such command"); });
    auto answer = probe("10.0.0.1&collect%5B%5D=" + store.collectors()[0].name, 1h);
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(answer->success);
}

BOOST_FIXTURE_TEST_CASE(a_router_that_is_down_is_not_waited_for, pool_of_one_waiter)
{
    probe("10.0.0.1");
    in_session([&] { store.backing_off(0, "refused", 1s, exporter::moment::now()); });
    auto answer = probe("10.0.0.1", 1h);
    BOOST_REQUIRE(answer.has_value());
    BOOST_TEST(!answer->success);
}

BOOST_FIXTURE_TEST_CASE(no_more_probes_wait_than_may, pool_of_one_waiter)
{
    std::thread waiting([&] { probe("10.0.0.1", 1h); });
    while (!store.look(0))
        std::this_thread::yield();
    BOOST_TEST(refused("10.0.0.2") == 503);
    BOOST_TEST(refused("10.0.0.1") == 503);
    store.release();
    waiting.join();
}

BOOST_FIXTURE_TEST_CASE(no_more_routers_are_watched_than_may, pool_of_one_waiter)
{
    BOOST_TEST(refused("10.0.0.1") == 200);
    BOOST_TEST(refused("10.0.0.2") == 200);
    BOOST_TEST(refused("10.0.0.3") == 503);
    BOOST_TEST(refused("10.0.0.2") == 200);
}

BOOST_FIXTURE_TEST_CASE(other_settings_let_all_go, pool_of_one_waiter)
{
    probe("10.0.0.1");
    in_session([&] { pool.allow(allowed()); });
    BOOST_TEST(store.size() == 1U);
    auto other = allowed();
    other.idle = 1min;
    in_session([&] { pool.allow(other); });
    BOOST_TEST(store.size() == 0U);
    BOOST_TEST(refused("10.0.0.1") == 200);
}

BOOST_FIXTURE_TEST_CASE(while_the_exporter_stops_nothing_new_is_watched, pool_of_one_waiter)
{
    open.reset();
    BOOST_TEST(refused("10.0.0.1") == 503);
}

BOOST_AUTO_TEST_SUITE_END()
