#include "exporter/open_requests.hpp"

#include <boost/test/unit_test.hpp>

#include <future>
#include <optional>

BOOST_AUTO_TEST_SUITE(open_requests)

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
using requests = exporter::open_requests;

BOOST_AUTO_TEST_CASE(without_requests_nobody_waits)
{
    requests all;
    BOOST_TEST(all.wait(clock::now() + 1h));
}

BOOST_AUTO_TEST_CASE(the_last_to_leave_ends_the_wait)
{
    requests all;
    std::optional<requests::visit> one(all);
    std::optional<requests::visit> other(all);
    auto waiting = std::async(std::launch::async, [&] { return all.wait(clock::now() + 1h); });
    one.reset();
    BOOST_TEST(!all.wait(clock::now()));
    other.reset();
    BOOST_TEST(waiting.get());
}

BOOST_AUTO_TEST_CASE(nobody_is_taken_once_it_is_closed)
{
    requests all;
    requests::visit early(all);
    all.close();
    {
        requests::visit late(all);
        BOOST_TEST(!late.is_welcome());
    }
    BOOST_TEST(early.is_welcome());
    BOOST_TEST(!all.wait(clock::now()));
}

BOOST_AUTO_TEST_SUITE_END()
