#include "routeros/ip_address.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ip_address)

using routeros::read_ip_address;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_CASE(an_ipv4_address_is_its_four_bytes)
{
    auto ip = read_ip_address("10.1.2.255");
    BOOST_REQUIRE(ip.has_value());
    BOOST_TEST(ip->bits() == 32U);
    const std::array<unsigned char, 16> bytes{10, 1, 2, 255};
    BOOST_TEST(ip->bytes == bytes, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_ipv6_address_is_its_sixteen_bytes)
{
    auto ip = read_ip_address("fd00::1:2");
    BOOST_REQUIRE(ip.has_value());
    BOOST_TEST(ip->bits() == 128U);
    const std::array<unsigned char, 16> bytes{0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2};
    BOOST_TEST(ip->bytes == bytes, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_longest_address_is_read)
{
    auto ip = read_ip_address("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255");
    BOOST_REQUIRE(ip.has_value());
    BOOST_TEST(ip->is_v6);
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_not_read)
{
    for (auto text : {""sv,
                      "localhost"sv,
                      "10.0.0"sv,
                      "10.0.0.256"sv,
                      "010.0.0.1"sv,
                      " 10.0.0.1"sv,
                      "0x0a000001"sv,
                      "fe80::1%eth0"sv,
                      "[::1]"sv,
                      "10.0.0.1/8"sv})
        BOOST_TEST(!read_ip_address(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_zero_byte_ends_no_address)
{
    BOOST_TEST(!read_ip_address("10.0.0.1\0"sv).has_value());
    BOOST_TEST(!read_ip_address("10.0.0.1\0.evil"sv).has_value());
    BOOST_TEST(!read_ip_address("::1\0"sv).has_value());
}

BOOST_AUTO_TEST_CASE(text_without_end_is_no_address)
{
    BOOST_TEST(!read_ip_address(std::string(1 << 20, '1')).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
