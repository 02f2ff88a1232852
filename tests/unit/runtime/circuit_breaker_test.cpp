#include "runtime/circuit_breaker.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using runtime::breaker_state;

namespace runtime {
static std::ostream& operator<<(std::ostream& out, breaker_state s)
{
    return out << text(s);
}
}

namespace {

struct fixture {
    runtime::circuit_breaker::time_point now{};
    runtime::circuit_breaker breaker{{}, 1, now};
    unsigned failures = 0;

    std::chrono::milliseconds fail(std::chrono::milliseconds pause = 1s)
    {
        breaker.attempt(now);
        return breaker.failed(++failures, pause, now);
    }
    void open()
    {
        while (breaker.state() != breaker_state::open)
            fail();
    }
    std::uint64_t transitions(breaker_state into) const
    {
        return breaker.history().transitions[static_cast<std::size_t>(into)];
    }
};

bool within_jitter(std::chrono::milliseconds value, std::chrono::milliseconds of)
{
    return value >= of * 8 / 10 && value <= of * 12 / 10;
}

}

BOOST_FIXTURE_TEST_SUITE(circuit_breaker, fixture)

BOOST_AUTO_TEST_CASE(stays_closed_for_four_failures)
{
    for (int i = 0; i < 4; ++i)
        BOOST_TEST(fail(7s).count() == 7000);
    BOOST_TEST(breaker.state() == breaker_state::closed);
}

BOOST_AUTO_TEST_CASE(opens_at_the_fifth_failure_in_a_row)
{
    for (int i = 0; i < 4; ++i)
        fail();
    BOOST_TEST(within_jitter(fail(), 30s));
    BOOST_TEST(breaker.state() == breaker_state::open);
}

BOOST_AUTO_TEST_CASE(tries_once_after_the_rest)
{
    open();
    now += 30s;
    breaker.attempt(now);
    BOOST_TEST(breaker.state() == breaker_state::half_open);
}

BOOST_AUTO_TEST_CASE(rests_longer_after_each_attempt_in_vain_up_to_a_limit)
{
    open();
    BOOST_TEST(within_jitter(fail(), 60s));
    BOOST_TEST(within_jitter(fail(), 90s));
    BOOST_TEST(within_jitter(fail(), 120s));
    BOOST_TEST(within_jitter(fail(), 120s));
}

BOOST_AUTO_TEST_CASE(never_waits_less_than_the_failure_deserves)
{
    open();
    BOOST_TEST(fail(10min).count() == 600'000);
}

BOOST_AUTO_TEST_CASE(closes_once_the_attempt_has_worked_twice)
{
    open();
    breaker.attempt(now);
    breaker.worked(now);
    BOOST_TEST(breaker.state() == breaker_state::half_open);
    breaker.worked(now);
    BOOST_TEST(breaker.state() == breaker_state::closed);
}

BOOST_AUTO_TEST_CASE(works_of_an_earlier_attempt_do_not_count)
{
    open();
    breaker.attempt(now);
    breaker.worked(now);
    fail();
    breaker.attempt(now);
    breaker.worked(now);
    BOOST_TEST(breaker.state() == breaker_state::half_open);
}

// What comes up and goes again within a minute is not well.
BOOST_AUTO_TEST_CASE(opens_again_at_the_first_failure_without_a_stable_life)
{
    open();
    breaker.attempt(now);
    breaker.worked(now);
    breaker.worked(now);
    BOOST_TEST(within_jitter(fail(), 60s));
    BOOST_TEST(breaker.state() == breaker_state::open);
}

BOOST_AUTO_TEST_CASE(a_stable_life_forgives)
{
    open();
    fail();
    breaker.attempt(now);
    breaker.worked(now);
    breaker.worked(now);
    failures = 0; // as the restart policy counts after a stable life
    BOOST_TEST(fail().count() == 1000);
    BOOST_TEST(breaker.state() == breaker_state::closed);
    while (failures < 4)
        fail();
    BOOST_TEST(within_jitter(fail(), 30s));
}

BOOST_AUTO_TEST_CASE(half_of_twenty_commands_bad_is_too_much)
{
    for (int i = 0; i < 19; ++i)
        BOOST_TEST(!breaker.command_ended(i % 2 == 0));
    BOOST_TEST(breaker.command_ended(false));
    BOOST_TEST(within_jitter(breaker.failed(1, 1s, now), 30s));
    BOOST_TEST(breaker.state() == breaker_state::open);
}

BOOST_AUTO_TEST_CASE(nine_of_twenty_commands_bad_is_not)
{
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(!breaker.command_ended(i % 20 >= 9));
}

BOOST_AUTO_TEST_CASE(commands_of_an_earlier_attempt_are_forgotten)
{
    for (int i = 0; i < 19; ++i)
        breaker.command_ended(false);
    breaker.attempt(now);
    BOOST_TEST(!breaker.command_ended(false));
}

BOOST_AUTO_TEST_CASE(forced_open_allows_nothing_until_reset)
{
    breaker.force_open(now);
    BOOST_TEST(!breaker.allows());
    BOOST_TEST(fail(3s).count() == 3000);
    breaker.worked(now);
    BOOST_TEST(breaker.state() == breaker_state::forced_open);
    breaker.reset(now);
    BOOST_TEST(breaker.allows());
    BOOST_TEST(breaker.state() == breaker_state::closed);
}

BOOST_AUTO_TEST_CASE(disabled_never_opens)
{
    breaker.disable(now);
    for (int i = 0; i < 50; ++i)
        BOOST_TEST(fail(2s).count() == 2000);
    for (int i = 0; i < 50; ++i)
        BOOST_TEST(!breaker.command_ended(false));
    BOOST_TEST(breaker.state() == breaker_state::disabled);
}

BOOST_AUTO_TEST_CASE(none_where_the_settings_say_so)
{
    breaker.configure({.failures = 0});
    for (int i = 0; i < 50; ++i) {
        BOOST_TEST(!breaker.command_ended(false));
        BOOST_TEST(fail(2s).count() == 2000);
    }
    BOOST_TEST(breaker.state() == breaker_state::closed);
}

BOOST_AUTO_TEST_CASE(reset_forgets_the_rests)
{
    open();
    fail();
    fail();
    breaker.reset(now);
    failures = 0;
    for (int i = 0; i < 4; ++i)
        fail();
    BOOST_TEST(within_jitter(fail(), 30s));
}

BOOST_AUTO_TEST_CASE(keeps_its_history)
{
    open();
    now += 30s;
    breaker.attempt(now);
    breaker.worked(now);
    breaker.worked(now);
    now += 10s;
    breaker.force_open(now);
    now += 5s;
    breaker.reset(now);
    BOOST_TEST(transitions(breaker_state::open) == 1U);
    BOOST_TEST(transitions(breaker_state::half_open) == 1U);
    BOOST_TEST(transitions(breaker_state::forced_open) == 1U);
    BOOST_TEST(transitions(breaker_state::closed) == 2U);
    BOOST_TEST((breaker.history().open == 35s));
    BOOST_TEST((breaker.since() == now));
}

BOOST_AUTO_TEST_CASE(a_thousand_do_not_come_back_as_one)
{
    std::chrono::milliseconds shortest = 1h;
    std::chrono::milliseconds longest = 0ms;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        runtime::circuit_breaker one({}, seed, now);
        auto rest = one.failed(5, 1s, now);
        shortest = std::min(shortest, rest);
        longest = std::max(longest, rest);
    }
    BOOST_TEST(shortest.count() >= 24'000);
    BOOST_TEST(shortest.count() < 25'000);
    BOOST_TEST(longest.count() <= 36'000);
    BOOST_TEST(longest.count() > 35'000);
}

BOOST_AUTO_TEST_SUITE_END()
