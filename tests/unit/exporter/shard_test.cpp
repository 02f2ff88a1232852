#include "exporter/shard.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace {

std::vector<std::uint32_t> shards_of_fleet(std::uint32_t count)
{
    std::vector<std::uint32_t> shards;
    for (int i = 0; i < 10'000; ++i)
        shards.push_back(exporter::shard_of("pop-" + std::to_string(i), count));
    return shards;
}

}

BOOST_AUTO_TEST_SUITE(shard)

BOOST_AUTO_TEST_CASE(one_has_them_all)
{
    for (auto s : shards_of_fleet(1))
        BOOST_TEST(s == 0U);
}

BOOST_AUTO_TEST_CASE(each_has_its_share)
{
    auto shards = shards_of_fleet(7);
    for (std::uint32_t s = 0; s < 7; ++s) {
        auto share = std::count(shards.begin(), shards.end(), s);
        BOOST_TEST(share > 10'000 / 7 * 9 / 10);
        BOOST_TEST(share < 10'000 / 7 * 11 / 10);
    }
}

BOOST_AUTO_TEST_CASE(one_more_takes_its_share_and_moves_nothing_else)
{
    auto before = shards_of_fleet(4);
    auto after = shards_of_fleet(5);
    int moved = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == after[i]) continue;
        ++moved;
        BOOST_TEST(after[i] == 4U);
    }
    BOOST_TEST(moved > 1'800);
    BOOST_TEST(moved < 2'200);
}

// Two versions that disagree would both watch a router, or neither.
BOOST_AUTO_TEST_CASE(stays_as_it_is_from_version_to_version)
{
    BOOST_TEST(exporter::shard_of("pop-001", 3) == 2U);
    BOOST_TEST(exporter::shard_of("pop-002", 3) == 1U);
    BOOST_TEST(exporter::shard_of("M\xc3\xbcnchen", 5) == 1U);
    BOOST_TEST(exporter::shard_of("", 2) == 0U);
}

BOOST_AUTO_TEST_CASE(who_is_of_which)
{
    for (std::uint32_t i = 0; i < 3; ++i)
        BOOST_TEST(exporter::is_of_shard("pop-001", {i, 3}) ==
                   (exporter::shard_of("pop-001", 3) == i));
}

BOOST_AUTO_TEST_SUITE_END()
