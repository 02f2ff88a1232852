#include "config/files.hpp"
#include "corpus.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(a_file_is_read_up_to_its_limit)
{
    auto large = (corpus::folder / "fleet/passwords/large").string();
    BOOST_TEST(config::read_file(large, 5000)->size() == 5000U);
    BOOST_TEST(config::read_file(large, 4999).error().why == "larger than 4999 bytes");
    BOOST_TEST(config::read_file(corpus::folder / "fleet/passwords/empty", 0)->empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_not_read)
{
    BOOST_TEST(config::read_file(corpus::folder, 10).error().why == "not a regular file");
    BOOST_TEST(config::read_file("/dev/zero", 10).error().why == "not a regular file");
    BOOST_TEST(config::read_file("/nowhere", 10).error().why == "No such file or directory");
}

BOOST_AUTO_TEST_CASE(paths_are_seen_from_the_file_that_names_them)
{
    BOOST_TEST(config::beside("/etc/mikroscope/fleet.yml", "routers/a.yml") ==
               "/etc/mikroscope/routers/a.yml");
    BOOST_TEST(config::beside("/etc/mikroscope/fleet.yml", "/tmp/a") == "/tmp/a");
    BOOST_TEST(config::beside("fleet.yml", "a.yml") == "a.yml");
}

BOOST_AUTO_TEST_CASE(patterns_match_in_order_of_name)
{
    auto routers = (corpus::folder / "fleet/routers/").string();
    BOOST_TEST((config::matching_files(routers + "[ab].*") ==
                std::vector<std::string>{routers + "a.yml", routers + "b.yml"}));
    BOOST_TEST(config::matching_files(routers + "*.nothing").empty());
}

BOOST_AUTO_TEST_CASE(a_plain_path_needs_no_file)
{
    BOOST_TEST((config::matching_files("/nowhere") == std::vector<std::string>{"/nowhere"}));
}

BOOST_AUTO_TEST_SUITE_END()
