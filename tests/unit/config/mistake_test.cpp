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

BOOST_AUTO_TEST_CASE(each_of_several_has_its_line)
{
    BOOST_TEST(config::text(config::mistakes{{"a", 1, 2, "", "x"}, {"b", 0, 0, "", "y"}}) ==
               "a:1:2: x\nb: y\n");
}

BOOST_AUTO_TEST_CASE(mistakes_are_sorted_by_place)
{
    config::mistakes all{{"b.yml", 1, 1, "", "5"},
                         {"a.yml", 10, 2, "", "3"},
                         {"a.yml", 9, 80, "", "1"},
                         {"a.yml", 10, 2, "", "4"},
                         {"a.yml", 10, 1, "", "2"}};
    config::sort(all);
    std::string order;
    for (const auto& m : all)
        order += m.message;
    BOOST_TEST(order == "12345");
}

BOOST_AUTO_TEST_CASE(what_is_quoted_stays_on_its_line)
{
    BOOST_TEST(config::one_line("a\r\nb\x1b[31m\x7f K\u00fcche") == "a??b?[31m? K\u00fcche");
}

BOOST_AUTO_TEST_SUITE_END()
