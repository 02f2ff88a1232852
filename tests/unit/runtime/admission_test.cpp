#include "runtime/admission.hpp"
#include "runtime/first_to_end.hpp"
#include "tests/support/run_coroutine.hpp"

#include <memory>
#include <vector>

using namespace std::chrono_literals;
using boost::asio::awaitable;

namespace {

struct fixture {
    boost::asio::io_context loop;
    runtime::admission door{2};
    std::vector<int> seen; // in the order in which they came in

    awaitable<void> visit(int who, bool& leave)
    {
        auto place = co_await door.enter("a", false);
        seen.push_back(who);
        while (!leave)
            co_await runtime::pause(1ms);
    }
    awaitable<void> until_seen(std::size_t count)
    {
        while (seen.size() < count)
            co_await runtime::pause(1ms);
    }
    void run(std::vector<awaitable<void>> lives)
    {
        support::run_coroutine(loop, runtime::first_to_end(std::move(lives)));
    }
    template <class... Lives>
    void run_all(Lives... lives)
    {
        std::vector<awaitable<void>> all;
        (all.push_back(std::move(lives)), ...);
        run(std::move(all));
    }
};

awaitable<void> visits_in_turn(fixture& f, int times)
{
    for (int i = 0; i < times; ++i) {
        auto place = co_await f.door.enter("a", false);
        f.seen.push_back(i);
    }
}

awaitable<void> third_after_the_first(fixture& f, bool& leave)
{
    co_await f.until_seen(2);
    BOOST_TEST(f.door.inside() == 2U);
    BOOST_TEST(f.door.waiting() == 1U);
    leave = true;
    co_await f.until_seen(3);
}

awaitable<void> given_up(fixture& f)
{
    auto first = co_await f.door.enter("a", false);
    auto second = co_await f.door.enter("a", false);
    bool never = false;
    auto third = f.visit(3, never);
    auto soon = runtime::pause(2ms);
    co_await runtime::first_to_end(std::move(third), std::move(soon));
    BOOST_TEST(f.door.waiting() == 0U);
    BOOST_TEST(f.door.inside() == 2U);
    first.give_back();
    BOOST_TEST(f.door.inside() == 1U);
}

}

BOOST_FIXTURE_TEST_SUITE(admission, fixture)

BOOST_AUTO_TEST_CASE(a_place_is_given_back_at_the_end_of_its_scope)
{
    run_all(visits_in_turn(*this, 3));
    BOOST_TEST(seen.size() == 3U);
    BOOST_TEST(door.inside() == 0U);
}

BOOST_AUTO_TEST_CASE(who_comes_to_full_places_waits_for_one)
{
    bool leave = false;
    bool never = false;
    run_all(visit(1, leave), visit(2, never), visit(3, never), third_after_the_first(*this, leave));
    BOOST_TEST((seen == std::vector{1, 2, 3}));
    BOOST_TEST(door.inside() == 0U);
}

BOOST_AUTO_TEST_CASE(who_gives_up_leaves_the_line)
{
    run_all(given_up(*this));
    BOOST_TEST(seen.empty());
}

BOOST_AUTO_TEST_CASE(a_rate_lets_in_as_time_passes)
{
    door.set_limits("a", {.per_second = 99});
    run_all(door.keep_time(), visits_in_turn(*this, 102)); // three more than the burst
    BOOST_TEST(seen.size() == 102U);
}

BOOST_AUTO_TEST_SUITE_END()
