#include "exporter/login_throttle.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(login_throttle)

using namespace std::chrono_literals;

namespace {

constexpr exporter::login_throttle::time_point start{1h};

struct throttled {
    exporter::login_throttle throttle;

    void
    fail(const std::string& address, int times, exporter::login_throttle::time_point now = start)
    {
        for (int i = 0; i < times; ++i)
            throttle.failed(address, now);
    }
    bool may_try(const std::string& address, exporter::login_throttle::time_point now = start)
    {
        return !throttle.wait(address, now);
    }
};

}

BOOST_FIXTURE_TEST_CASE(ten_wrong_passwords_are_a_person_s_mistake, throttled)
{
    BOOST_TEST(may_try("a"));
    fail("a", 9);
    BOOST_TEST(may_try("a"));
    fail("a", 1);
    BOOST_TEST(!may_try("a"));
}

BOOST_FIXTURE_TEST_CASE(then_there_is_one_every_five_seconds, throttled)
{
    fail("a", 10);
    BOOST_TEST((throttle.wait("a", start) == 6s)); // five, rounded up
    BOOST_TEST(!may_try("a", start + 4s));
    BOOST_TEST(may_try("a", start + 5s));
    fail("a", 1, start + 5s);
    BOOST_TEST(!may_try("a", start + 6s));
}

BOOST_FIXTURE_TEST_CASE(other_addresses_do_not_wait, throttled)
{
    fail("a", 10);
    BOOST_TEST(may_try("b"));
}

BOOST_FIXTURE_TEST_CASE(the_quietest_is_forgotten_when_there_are_too_many, throttled)
{
    fail("quiet", 10);
    fail("loud", 10, start + 1s);
    for (std::size_t i = 2; i < exporter::login_throttle::most_addresses; ++i)
        fail(std::to_string(i), 1, start + 1s);
    BOOST_TEST(!may_try("quiet", start + 1s));
    fail("one more", 1, start + 1s);
    BOOST_TEST(may_try("quiet", start + 1s));
    BOOST_TEST(!may_try("loud", start + 1s));
}

BOOST_AUTO_TEST_SUITE_END()
