#include "runtime/first_to_end.hpp"
#include "runtime/supervisor.hpp"
#include "tests/support/run_coroutine.hpp"

using namespace std::chrono_literals;
using boost::asio::awaitable;
using runtime::child;
using runtime::departure;

namespace {

runtime::supervision quick()
{
    runtime::supervision s;
    s.restarts.initial = 1ms;
    s.restarts.ceiling = 2ms;
    return s;
}

// Fails `times`, then tells it is done.
awaitable<void> fail_some_times(int& lives, int times, bool& done)
{
    co_await runtime::pause(1ms);
    if (++lives <= times) throw std::runtime_error("broken");
    done = true;
    co_await runtime::pause(1h);
}

awaitable<void> until(const bool& done)
{
    while (!done)
        co_await runtime::pause(1ms);
}

struct fixture {
    boost::asio::io_context loop;
    bool done = false;

    void run(std::vector<child> children, runtime::supervision policy)
    {
        auto tree = runtime::one_for_one(std::move(children), std::move(policy));
        support::run_coroutine(loop, runtime::first_to_end(std::move(tree), until(done)));
    }
};

}

BOOST_FIXTURE_TEST_SUITE(supervisor, fixture)

BOOST_AUTO_TEST_CASE(starts_a_failed_child_again_and_tells)
{
    int lives = 0;
    std::vector<departure> downs;
    child c{.name = "a",
            .start = [&] { return fail_some_times(lives, 3, done); },
            .on_down = [&](const departure& d) { downs.push_back(d); }};
    run({c}, quick());
    BOOST_TEST(lives == 4);
    BOOST_TEST_REQUIRE(downs.size() == 3U);
    BOOST_TEST(downs[0].why == "broken");
    BOOST_TEST(downs[2].failures == 3U);
}

BOOST_AUTO_TEST_CASE(siblings_live_on)
{
    int lives = 0, sibling = 0;
    auto steady = [&]() -> awaitable<void> {
        ++sibling;
        co_await runtime::pause(1h);
    };
    child a{.name = "a", .start = [&] { return fail_some_times(lives, 20, done); }, .on_down = {}};
    child b{.name = "b", .start = steady, .on_down = {}};
    run({a, b}, quick());
    BOOST_TEST(lives == 21);
    BOOST_TEST(sibling == 1);
}

BOOST_AUTO_TEST_CASE(asks_what_a_failure_means)
{
    int lives = 0;
    std::vector<departure> downs;
    auto policy = quick();
    policy.restarts.jitter = 0;
    policy.diagnose = [](std::exception_ptr) { return runtime::diagnosis{"explained", 2ms}; };
    child c{.name = "a",
            .start = [&] { return fail_some_times(lives, 1, done); },
            .on_down = [&](const departure& d) { downs.push_back(d); }};
    run({c}, policy);
    BOOST_TEST(downs.at(0).why == "explained");
    BOOST_TEST(downs.at(0).retry_in.count() == 2);
}

BOOST_AUTO_TEST_CASE(a_child_that_takes_long_to_fail_is_not_stable)
{
    int lives = 0;
    std::vector<departure> downs;
    auto policy = quick();
    policy.restarts.stable_after = 1ms;
    child c{.name = "a",
            .start = [&] { return fail_some_times(lives, 3, done); },
            .on_down = [&](const departure& d) { downs.push_back(d); },
            .up_since = [] { return std::chrono::steady_clock::time_point::max(); }};
    run({c}, policy);
    BOOST_TEST(downs.at(2).failures == 3U);
    BOOST_TEST(downs[2].lived.count() == 0);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_every_child_and_its_scopes)
{
    int open = 0;
    struct scope {
        int& count;
        explicit scope(int& c) : count(++c) {}
        ~scope() { --count; }
    };
    auto life = [&]() -> awaitable<void> {
        scope s(open);
        if (open == 3) done = true;
        co_await runtime::pause(1h);
    };
    std::vector<child> children(3, child{.name = "x", .start = life, .on_down = {}});
    run(children, quick());
    BOOST_TEST(open == 0);
}

BOOST_AUTO_TEST_CASE(starting_and_stopping_many_times_leaves_nothing)
{
    for (int i = 0; i < 200; ++i) {
        boost::asio::io_context own;
        int lives = 0;
        child c{.name = "a",
                .start = [&]() -> awaitable<void> {
                    ++lives;
                    throw std::runtime_error("at once");
                    co_return;
                },
                .on_down = {}};
        auto policy = quick();
        policy.restarts.initial = 0ms;
        policy.restarts.ceiling = 0ms;
        auto tree = runtime::one_for_one({c}, policy);
        support::run_coroutine(own, runtime::first_to_end(std::move(tree), runtime::pause(1ms)));
        BOOST_TEST(lives > 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
