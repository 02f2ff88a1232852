#include "exporter/place.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(place)

BOOST_AUTO_TEST_CASE(there_are_so_many_places_and_no_more)
{
    std::atomic<unsigned> taken = 0;
    const exporter::place first(taken, 2);
    const exporter::place second(taken, 2);
    const exporter::place third(taken, 2);
    BOOST_TEST(first.got());
    BOOST_TEST(second.got());
    BOOST_TEST(!third.got());
}

BOOST_AUTO_TEST_CASE(a_place_left_is_there_for_another)
{
    std::atomic<unsigned> taken = 0;
    {
        const exporter::place only(taken, 1);
        const exporter::place refused(taken, 1);
    }
    BOOST_TEST(exporter::place(taken, 1).got());
}

BOOST_AUTO_TEST_SUITE_END()
