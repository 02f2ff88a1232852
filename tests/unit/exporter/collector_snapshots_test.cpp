#include "exporter/collector_snapshots.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(collector_snapshots)

using exporter::collector_snapshots;
using exporter::collector_state;

namespace {

constexpr std::size_t many = 20; // more than one piece

collector_snapshots numbered()
{
    collector_snapshots all(many);
    for (std::size_t i = 0; i < many; ++i)
        all.change(i).took = std::chrono::duration<double>(static_cast<double>(i));
    return all;
}

}

BOOST_AUTO_TEST_CASE(every_collector_has_a_place_of_its_own)
{
    auto all = numbered();
    double next = 0;
    for (const auto& c : all)
        BOOST_TEST(c.took.count() == next++);
    BOOST_TEST(next == many);
}

BOOST_AUTO_TEST_CASE(a_copy_does_not_see_what_changes_afterwards)
{
    auto mine = numbered();
    const auto copy = mine;
    mine.change(3).failure = "gone";
    BOOST_TEST(copy[3].failure == "");
    BOOST_TEST(mine[3].failure == "gone");
    BOOST_TEST(mine[2].took.count() == 2);
}

BOOST_AUTO_TEST_CASE(a_change_leaves_the_pieces_it_does_not_touch_shared)
{
    auto mine = numbered();
    const auto copy = mine;
    mine.change(0).failure = "gone";
    BOOST_TEST(&mine[0] != &copy[0]);
    BOOST_TEST(&mine[many - 1] == &copy[many - 1]);
}

BOOST_AUTO_TEST_CASE(a_second_change_copies_nothing)
{
    auto mine = numbered();
    const auto copy = mine;
    const auto* place = &mine.change(0);
    BOOST_TEST(&mine.change(1) == place + 1);
}

BOOST_AUTO_TEST_SUITE_END()
