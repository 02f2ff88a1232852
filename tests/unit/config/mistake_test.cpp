#include "config/mistake.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(mistake)

BOOST_AUTO_TEST_CASE(is_written_with_its_place)
{
    config::mistake m{"fleet.yml", 4, 10, "routers[0].port", "must be 1 to 65535"};
    BOOST_TEST(m.text() == "fleet.yml:4:10: routers[0].port: must be 1 to 65535");
}

BOOST_AUTO_TEST_CASE(without_a_place_names_the_file)
{
    config::mistake m{.file = "fleet.yml", .path = {}, .message = "cannot be read"};
    BOOST_TEST(m.text() == "fleet.yml: cannot be read");
}

BOOST_AUTO_TEST_SUITE_END()
