#include "runtime/token_bucket.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

struct fixture {
    runtime::token_bucket::time_point now{};
    runtime::token_bucket bucket{10, 20, now};
};

}

BOOST_FIXTURE_TEST_SUITE(token_bucket, fixture)

BOOST_AUTO_TEST_CASE(gives_the_burst_and_then_the_rate)
{
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(bucket.take(now));
    BOOST_TEST(!bucket.take(now));
    int taken = 0;
    for (int ms = 1; ms <= 1000; ++ms)
        taken += bucket.take(now + std::chrono::milliseconds(ms));
    BOOST_TEST(taken == 10);
}

BOOST_AUTO_TEST_CASE(never_saves_more_than_the_burst)
{
    int taken = 0;
    while (bucket.take(now + 1h))
        ++taken;
    BOOST_TEST(taken == 20);
}

BOOST_AUTO_TEST_CASE(says_when_the_next_token_is_there)
{
    while (bucket.take(now)) {
    }
    auto next = bucket.next(now);
    BOOST_TEST((next > now + 99ms));
    BOOST_TEST((next <= now + 102ms));
    BOOST_TEST(bucket.take(next));
}

BOOST_AUTO_TEST_CASE(survives_a_clock_that_stands_still_or_goes_back)
{
    BOOST_TEST(bucket.take(now - 1h));
    for (int i = 0; i < 19; ++i)
        BOOST_TEST(bucket.take(now));
    BOOST_TEST(!bucket.take(now - 1h));
}

BOOST_AUTO_TEST_SUITE_END()
