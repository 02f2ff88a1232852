#include "runtime/bulkhead.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace std::chrono_literals;

namespace {

struct fixture {
    runtime::bulkhead::time_point now{};
    runtime::bulkhead places{3};

    // All that get in now, in order.
    std::vector<runtime::bulkhead::ticket> admitted()
    {
        std::vector<runtime::bulkhead::ticket> in;
        while (auto t = places.admit(now))
            in.push_back(*t);
        return in;
    }
    std::vector<runtime::bulkhead::ticket> join(const std::string& group, int times)
    {
        std::vector<runtime::bulkhead::ticket> all;
        for (int i = 0; i < times; ++i)
            all.push_back(places.join(group, false));
        return all;
    }
};

using tickets = std::vector<runtime::bulkhead::ticket>;

}

BOOST_FIXTURE_TEST_SUITE(bulkhead, fixture)

BOOST_AUTO_TEST_CASE(lets_in_as_many_as_there_are_places)
{
    auto all = join("a", 5);
    BOOST_TEST((admitted() == tickets(all.begin(), all.begin() + 3)));
    BOOST_TEST(places.inside() == 3U);
    BOOST_TEST(places.waiting() == 2U);
}

BOOST_AUTO_TEST_CASE(a_place_given_back_is_the_next_ones)
{
    auto all = join("a", 4);
    admitted();
    places.leave(all[1]);
    BOOST_TEST((admitted() == tickets{all[3]}));
}

BOOST_AUTO_TEST_CASE(who_leaves_the_line_does_not_get_in)
{
    auto all = join("a", 5);
    admitted();
    places.leave(all[3]);
    places.leave(all[0]);
    BOOST_TEST((admitted() == tickets{all[4]}));
    BOOST_TEST(places.waiting() == 0U);
}

BOOST_AUTO_TEST_CASE(those_who_never_failed_go_first)
{
    auto sick = places.join("a", true);
    auto well = places.join("a", false);
    BOOST_TEST((admitted() == tickets{well, sick}));
}

BOOST_AUTO_TEST_CASE(the_group_with_the_fewest_inside_goes_first)
{
    auto storm = join("a", 5);
    auto other = join("b", 1);
    BOOST_TEST((admitted() == tickets{storm[0], other[0], storm[1]}));
}

BOOST_AUTO_TEST_CASE(a_group_has_no_more_than_its_share)
{
    places.set_limits("a", {.most = 2}, now);
    auto storm = join("a", 5);
    auto other = join("b", 1);
    BOOST_TEST((admitted() == tickets{storm[0], other[0], storm[1]}));
    places.leave(other[0]);
    BOOST_TEST(admitted().empty());
    BOOST_TEST((places.next(now) == runtime::bulkhead::time_point::max()));
}

BOOST_AUTO_TEST_CASE(a_group_goes_no_faster_than_its_rate)
{
    places.set_most(100);
    places.set_limits("a", {.per_second = 2}, now);
    join("a", 10);
    BOOST_TEST(admitted().size() == 2U);
    BOOST_TEST(admitted().size() == 0U);
    auto due = places.next(now);
    BOOST_TEST((due > now));
    BOOST_TEST((due <= now + 502ms));
    now = due;
    BOOST_TEST(admitted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_group_at_its_rate_holds_up_no_other)
{
    places.set_limits("a", {.per_second = 1}, now);
    join("a", 2);
    admitted();
    auto other = join("b", 1);
    BOOST_TEST((admitted() == other));
}

BOOST_AUTO_TEST_CASE(limits_that_stay_the_same_give_no_new_burst)
{
    places.set_limits("a", {.per_second = 1}, now);
    join("a", 2);
    admitted();
    places.set_limits("a", {.per_second = 1}, now);
    BOOST_TEST(admitted().empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_due_while_nobody_waits_or_all_places_are_taken)
{
    BOOST_TEST((places.next(now) == runtime::bulkhead::time_point::max()));
    join("a", 4);
    admitted();
    BOOST_TEST((places.next(now) == runtime::bulkhead::time_point::max()));
}

BOOST_AUTO_TEST_CASE(more_places_let_more_in)
{
    join("a", 5);
    admitted();
    places.set_most(4);
    BOOST_TEST(admitted().size() == 1U);
}

BOOST_AUTO_TEST_CASE(leaving_twice_is_leaving_once)
{
    auto all = join("a", 1);
    admitted();
    places.leave(all[0]);
    places.leave(all[0]);
    BOOST_TEST(places.inside() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
