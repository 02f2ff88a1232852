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

    // Until `done`.
    void run(std::vector<child> children, runtime::supervision policy)
    {
        runtime::supervisor tree(std::move(policy));
        for (auto& c : children)
            tree.start(std::move(c));
        run(tree, until(done));
    }
    void run(runtime::supervisor& tree, awaitable<void> story)
    {
        support::run_coroutine(loop, runtime::first_to_end(tree.run(), std::move(story)));
        BOOST_TEST(tree.size() == 0U);
    }
};

// Counts the lives there are, and those there were.
struct census {
    int alive = 0;
    int lives = 0;
    int downs = 0;
    int gone = 0;

    awaitable<void> live()
    {
        struct scope {
            int& count;
            explicit scope(int& c) : count(++c) {}
            ~scope() { --count; }
        } s(alive);
        ++lives;
        co_await runtime::pause(1h);
    }
    child member()
    {
        return {.name = "x",
                .start = [this] { return live(); },
                .on_down = [this](const departure&) { ++downs; },
                .on_gone = [this] { ++gone; }};
    }
};

awaitable<void> until_equal(const int& value, int wanted)
{
    while (value != wanted)
        co_await runtime::pause(1ms);
}

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
    census people;
    runtime::supervisor tree(quick());
    for (int i = 0; i < 3; ++i)
        tree.start(people.member());
    run(tree, until_equal(people.alive, 3));
    BOOST_TEST(people.alive == 0);
    BOOST_TEST(people.gone == 3);
    BOOST_TEST(people.downs == 0);
}

BOOST_AUTO_TEST_CASE(a_child_may_come_while_others_live)
{
    census people;
    runtime::supervisor tree(quick());
    tree.start(people.member());
    auto story = [&]() -> awaitable<void> {
        co_await until_equal(people.alive, 1);
        tree.start(people.member());
        co_await until_equal(people.alive, 2);
    };
    run(tree, story());
    BOOST_TEST(people.lives == 2);
}

BOOST_AUTO_TEST_CASE(a_stopped_child_is_gone_and_its_siblings_are_not)
{
    census people, siblings;
    runtime::supervisor tree(quick());
    auto id = tree.start(people.member());
    tree.start(siblings.member());
    auto story = [&]() -> awaitable<void> {
        co_await until_equal(people.alive, 1);
        tree.stop(id);
        tree.stop(id);
        co_await until_equal(people.gone, 1);
        BOOST_TEST(people.alive == 0);
        BOOST_TEST(people.downs == 0);
        BOOST_TEST(siblings.alive == 1);
        tree.stop(id);
        tree.renew(id, 0ms);
    };
    run(tree, story());
    BOOST_TEST(people.lives == 1);
    BOOST_TEST(siblings.lives == 1);
}

BOOST_AUTO_TEST_CASE(a_child_may_be_stopped_before_its_life_begins)
{
    census people;
    runtime::supervisor tree(quick());
    tree.stop(tree.start(people.member()));
    BOOST_TEST(people.gone == 1);
    auto late = people.member();
    late.first_delay = 1h;
    auto id = tree.start(late);
    auto story = [&]() -> awaitable<void> {
        auto unborn = tree.start(people.member());
        tree.stop(unborn);
        tree.stop(id);
        co_await until_equal(people.gone, 3);
    };
    run(tree, story());
    BOOST_TEST(people.lives == 0);
}

BOOST_AUTO_TEST_CASE(a_renewed_child_begins_anew_without_being_down)
{
    census people;
    runtime::supervisor tree(quick());
    auto id = tree.start(people.member());
    auto story = [&]() -> awaitable<void> {
        co_await until_equal(people.alive, 1);
        tree.renew(id, 1h);
        tree.renew(id, 1ms);
        co_await until_equal(people.lives, 2);
        BOOST_TEST(people.alive == 1);
    };
    run(tree, story());
    BOOST_TEST(people.downs == 0);
    BOOST_TEST(people.gone == 1);
}

BOOST_AUTO_TEST_CASE(a_renewal_cuts_a_pause_short_and_forgives)
{
    int lives = 0;
    std::vector<departure> downs;
    auto policy = quick();
    policy.restarts.initial = 1h;
    policy.restarts.ceiling = 1h;
    runtime::supervisor tree(policy);
    auto failing = [&](const departure& d) { downs.push_back(d); };
    auto id = tree.start({.name = "a",
                          .start = [&] { return fail_some_times(lives, 2, done); },
                          .on_down = failing});
    auto story = [&]() -> awaitable<void> {
        co_await until_equal(lives, 1);
        while (downs.empty())
            co_await runtime::pause(1ms);
        tree.renew(id, 0ms);
        while (downs.size() < 2)
            co_await runtime::pause(1ms);
    };
    run(tree, story());
    BOOST_TEST(downs[1].failures == 1U);
}

BOOST_AUTO_TEST_CASE(a_child_that_comes_while_all_end_does_not_stay)
{
    census people;
    runtime::supervisor tree(quick());
    auto last = people.member();
    last.on_gone = [&] { tree.start(people.member()); };
    tree.start(last);
    run(tree, until_equal(people.alive, 1));
    BOOST_TEST(people.alive == 0);
    BOOST_TEST(people.gone == 1);
}

BOOST_AUTO_TEST_CASE(what_a_childs_functions_throw_is_thrown_when_all_have_ended)
{
    census people;
    int lives = 0;
    runtime::supervisor tree(quick());
    tree.start(people.member());
    tree.start({.name = "a",
                .start = [&] { return fail_some_times(lives, 1, done); },
                .on_down = [](const departure&) { throw std::logic_error("a bug"); }});
    auto living = runtime::first_to_end(tree.run(), runtime::pause(1h));
    BOOST_CHECK_THROW(support::run_coroutine(loop, std::move(living)), std::logic_error);
    BOOST_TEST(people.alive == 0);
    BOOST_TEST(people.gone == 0);
}

BOOST_AUTO_TEST_CASE(after_a_fault_of_ours_the_next_run_begins_all_anew)
{
    census people;
    int downs = 0;
    runtime::supervisor tree(quick());
    tree.start(people.member());
    int lives = 0;
    tree.start({.name = "a",
                .start = [&] { return fail_some_times(lives, 1, done); },
                .on_down =
                    [&](const departure&) {
                        ++downs;
                        throw std::logic_error("a bug");
                    }});
    runtime::supervisor above(quick());
    above.start({.name = "tenant", .start = [&] { return tree.run(); }, .on_down = {}});
    support::run_coroutine(loop, runtime::first_to_end(above.run(), until(done)));
    BOOST_TEST(downs == 1);
    BOOST_TEST(lives == 2);
    BOOST_TEST(people.lives == 2);
    BOOST_TEST(people.gone == 1); // when all was told to end
}

BOOST_AUTO_TEST_CASE(a_fault_of_ours_under_one_supervisor_is_nothing_to_its_siblings)
{
    census others;
    runtime::supervisor sick(quick());
    runtime::supervisor well(quick());
    int lives = 0;
    sick.start({.name = "a",
                .start = [&] { return fail_some_times(lives, 3, done); },
                .on_down = [](const departure&) { throw std::logic_error("a bug"); }});
    well.start(others.member());
    runtime::supervisor above(quick());
    above.start({.name = "sick", .start = [&] { return sick.run(); }, .on_down = {}});
    above.start({.name = "well", .start = [&] { return well.run(); }, .on_down = {}});
    support::run_coroutine(loop, runtime::first_to_end(above.run(), until(done)));
    BOOST_TEST(lives == 4);
    BOOST_TEST(others.lives == 1);
}

BOOST_AUTO_TEST_CASE(a_pause_may_be_made_longer)
{
    int lives = 0;
    std::vector<departure> downs;
    child c{.name = "a",
            .start = [&] { return fail_some_times(lives, 2, done); },
            .on_down = [&](const departure& d) { downs.push_back(d); },
            .rest = [](unsigned nth,
                       std::chrono::milliseconds pause) { return nth == 2 ? 7ms : pause; }};
    run({c}, quick());
    BOOST_TEST(downs.at(0).retry_in <= 2ms);
    BOOST_TEST(downs.at(1).retry_in.count() == 7);
}

BOOST_AUTO_TEST_CASE(a_child_may_have_pauses_of_its_own_and_get_others)
{
    int lives = 0;
    std::vector<departure> downs;
    runtime::supervisor tree({.restarts = {}, .diagnose = {}});
    runtime::restart_settings soon{.initial = 3ms, .jitter = 0, .ceiling = 3ms};
    runtime::child_id id = 0;
    id = tree.start({.name = "a",
                     .start = [&] { return fail_some_times(lives, 2, done); },
                     .on_down =
                         [&](const departure& d) {
                             downs.push_back(d);
                             tree.set_restarts(id, {.initial = 1ms, .jitter = 0, .ceiling = 1ms});
                         },
                     .restarts = soon});
    run(tree, until(done));
    BOOST_TEST(downs.at(0).retry_in.count() == 3);
    BOOST_TEST(downs.at(1).retry_in.count() == 1);
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
        runtime::supervisor tree(policy);
        tree.start(c);
        support::run_coroutine(own, runtime::first_to_end(tree.run(), runtime::pause(1ms)));
        BOOST_TEST(lives > 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
