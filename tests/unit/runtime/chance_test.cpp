#include "runtime/chance.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(chance)

BOOST_AUTO_TEST_CASE(neighbouring_seeds_begin_all_over_the_range)
{
    std::array<int, 10> tenths{};
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        auto source = runtime::make_chance(seed);
        std::uniform_int_distribution<std::size_t> tenth(0, 9);
        ++tenths[tenth(source)];
    }
    for (auto count : tenths)
        BOOST_TEST((count > 60 && count < 140));
}

BOOST_AUTO_TEST_CASE(the_same_seed_is_the_same_chance)
{
    BOOST_TEST((runtime::make_chance(7) == runtime::make_chance(7)));
}

BOOST_AUTO_TEST_SUITE_END()
