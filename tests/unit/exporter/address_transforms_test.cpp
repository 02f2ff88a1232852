#include "exporter/address_transforms.hpp"
#include "tests/unit/exporter/transform_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(address_transforms)

using namespace fixture;

namespace {

std::string source(std::string_view address)
{
    return after("connection_source", "source", {{{"src-address", address}}});
}

std::string size_of(pairs pool)
{
    return after("ip_pool_size", "size", {pool});
}

}

BOOST_AUTO_TEST_CASE(rules_are_numbered_anew_in_each_table_of_each_family)
{
    pairs filter{{"family", "ipv4"}, {"table", "filter"}};
    pairs nat{{"family", "ipv4"}, {"table", "nat"}};
    pairs nat6{{"family", "ipv6"}, {"table", "nat"}};
    BOOST_TEST(after("rule_position", "position", {filter, filter, nat, nat6, nat6}) ==
               "1\n2\n1\n1\n2\n");
}

BOOST_AUTO_TEST_CASE(a_pool_has_the_addresses_of_its_ranges)
{
    BOOST_TEST(size_of({{"ranges", "10.0.0.2-10.0.0.254,10.1.0.0/24"}}) == "509\n");
    BOOST_TEST(size_of({{"ranges", "10.0.0.9"}}) == "1\n");
}

BOOST_AUTO_TEST_CASE(an_ipv6_pool_has_as_many_prefixes_as_its_prefix_has_room_for)
{
    BOOST_TEST(size_of({{"prefix", "2001:db8::/48"}, {"prefix-length", "56"}}) == "256\n");
    BOOST_TEST(size_of({{"prefix", "2001:db8::/56"}, {"prefix-length", "56"}}) == "1\n");
    BOOST_TEST(
        size_of({{"prefix", ""}, {"actual-prefix", "2001:db8::/64"}, {"prefix-length", "128"}}) ==
        "18446744073709551616\n");
    BOOST_TEST(size_of({{"prefix", "::/0"}, {"prefix-length", "128"}}) ==
               "340282366920938463463374607431768211456\n");
}

BOOST_AUTO_TEST_CASE(a_pool_that_makes_no_sense_keeps_its_text_to_be_counted_as_unreadable)
{
    BOOST_TEST(size_of({{"prefix", "2001:db8::/48"}, {"prefix-length", "40"}}) ==
               "2001:db8::/48\n");
    BOOST_TEST(size_of({{"prefix", "2001:db8::"}, {"prefix-length", "64"}}) == "2001:db8::\n");
    BOOST_TEST(size_of({{"prefix", "2001:db8::/48"}}) == "2001:db8::/48\n");
    BOOST_TEST(size_of({{"prefix", "2001:db8::/48"}, {"prefix-length", "129"}}) ==
               "2001:db8::/48\n");
    BOOST_TEST(size_of({{"ranges", "somewhere"}}) == "somewhere\n");
}

BOOST_AUTO_TEST_CASE(a_pool_without_anything_has_no_size)
{
    BOOST_TEST(size_of({{"name", "dynamic"}}) == "-\n");
    BOOST_TEST(size_of({{"ranges", ""}, {"prefix", ""}}) == "-\n");
}

BOOST_AUTO_TEST_CASE(the_time_of_a_prefix_stands_apart)
{
    pairs row{{"prefix", "2001:db8::/56, 2d23h"}};
    BOOST_TEST(after("dhcp_client_validity", "prefix", {row}) == "2001:db8::/56\n");
    BOOST_TEST(after("dhcp_client_validity", "valid-for", {row}) == "2d23h\n");
    pairs plain{{"address", "198.51.100.7/24"}};
    BOOST_TEST(after("dhcp_client_validity", "address", {plain}) == "198.51.100.7/24\n");
    BOOST_TEST(after("dhcp_client_validity", "valid-for", {plain}) == "-\n");
}

BOOST_AUTO_TEST_CASE(a_connections_source_has_no_port)
{
    BOOST_TEST(source("192.168.88.10:51234") == "192.168.88.10\n");
    BOOST_TEST(source("192.168.88.10") == "192.168.88.10\n");
    BOOST_TEST(source("[2001:db8::1]:443") == "2001:db8::1\n");
    BOOST_TEST(source("2001:db8::1") == "2001:db8::1\n");
    BOOST_TEST(source("[2001:db8::1") == "2001:db8::1\n");
    BOOST_TEST(source("[") == "\n");
    BOOST_TEST(source("") == "\n");
}

BOOST_AUTO_TEST_SUITE_END()
