#include "runtime/restart_policy.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(restart_policy)

BOOST_AUTO_TEST_CASE(grows_to_the_ceiling)
{
    runtime::restart_policy policy({.jitter = 0}, 1);
    BOOST_TEST(policy.next_delay(0ms).count() == 1000);
    BOOST_TEST(policy.next_delay(0ms).count() == 1600);
    BOOST_TEST(policy.next_delay(0ms).count() == 2560);
    for (int i = 0; i < 20; ++i)
        policy.next_delay(0ms);
    BOOST_TEST(policy.next_delay(0ms).count() == 120'000);
    BOOST_TEST(policy.failures() == 24U);
}

BOOST_AUTO_TEST_CASE(spreads_within_the_jitter_and_never_past_the_ceiling)
{
    std::int64_t least = 1'000'000, most = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        runtime::restart_policy policy({}, seed);
        auto first = policy.next_delay(0ms).count();
        least = std::min(least, first);
        most = std::max(most, first);
        for (int i = 0; i < 20; ++i)
            BOOST_TEST(policy.next_delay(0ms) <= 120s);
    }
    BOOST_TEST(least >= 800);
    BOOST_TEST(least < 820);
    BOOST_TEST(most <= 1200);
    BOOST_TEST(most > 1180);
}

BOOST_AUTO_TEST_CASE(a_stable_life_forgives)
{
    runtime::restart_policy policy({.jitter = 0}, 1);
    for (int i = 0; i < 5; ++i)
        policy.next_delay(0ms);
    BOOST_TEST(policy.next_delay(59s) > 1s);
    BOOST_TEST(policy.next_delay(60s).count() == 1000);
    BOOST_TEST(policy.failures() == 1U);
}

BOOST_AUTO_TEST_CASE(a_grave_failure_starts_higher)
{
    runtime::restart_policy policy({.jitter = 0}, 1);
    BOOST_TEST(policy.next_delay(0ms, 60s).count() == 60'000);
    BOOST_TEST(policy.next_delay(0ms, 60s).count() == 96'000);
    BOOST_TEST(policy.next_delay(0ms, 60s).count() == 120'000);
}

BOOST_AUTO_TEST_CASE(jitter_never_shortens_the_pause_a_failure_deserves)
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        runtime::restart_policy policy({}, seed);
        for (int i = 0; i < 5; ++i) {
            auto delay = policy.next_delay(0ms, 60s);
            BOOST_TEST(delay >= 60s);
            BOOST_TEST(delay <= 120s);
        }
    }
    runtime::restart_policy strict({.ceiling = 10s}, 1);
    BOOST_TEST(strict.next_delay(0ms, 60s) >= 60s);
}

BOOST_AUTO_TEST_CASE(there_is_jitter_at_the_ceiling_too)
{
    runtime::restart_policy policy({}, 1);
    for (int i = 0; i < 20; ++i)
        policy.next_delay(0ms);
    int at_the_ceiling = 0;
    for (int i = 0; i < 100; ++i)
        at_the_ceiling += policy.next_delay(0ms) == 120s;
    BOOST_TEST(at_the_ceiling < 5);
}

BOOST_AUTO_TEST_SUITE_END()
