#include "config/network.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(network)

using config::read_network;

BOOST_AUTO_TEST_CASE(addresses_are_inside_or_outside)
{
    auto ten = *read_network("10.0.0.0/8");
    BOOST_TEST((ten.contains("10.0.0.0") && ten.contains("10.255.255.255")));
    BOOST_TEST((!ten.contains("11.0.0.0") && !ten.contains("9.255.255.255")));
    auto odd = *read_network("192.168.4.0/23");
    BOOST_TEST((odd.contains("192.168.5.255") && !odd.contains("192.168.6.0")));
    auto six = *read_network("fd00::/9");
    BOOST_TEST((six.contains("fd7f::1") && !six.contains("fd80::1") && !six.contains("10.0.0.1")));
    BOOST_TEST(read_network("10.0.0.7/32")->contains("10.0.0.7"));
    BOOST_TEST(!read_network("10.0.0.7/32")->contains("10.0.0.6"));
    BOOST_TEST(read_network("0.0.0.0/0")->contains("203.0.113.1"));
}

BOOST_AUTO_TEST_CASE(an_address_in_other_clothes_is_that_address)
{
    BOOST_TEST(read_network("10.0.0.0/8")->contains("::ffff:10.0.0.1"));
    BOOST_TEST(!read_network("::/0")->contains("::ffff:10.0.0.1"));
    BOOST_TEST(!read_network("::/0")->contains("10.0.0.1"));
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_outside)
{
    for (auto text : {"", "localhost", "10.0.0", "010.0.0.1", "10.0.0.1/8", "0x0a000001"})
        BOOST_TEST(!read_network("0.0.0.0/0")->contains(text), text);
}

BOOST_AUTO_TEST_CASE(an_address_with_a_zero_byte_is_outside)
{
    BOOST_TEST(!read_network("10.0.0.0/8")->contains(std::string_view("10.0.0.1\0.a", 11)));
}

BOOST_AUTO_TEST_CASE(slips_are_no_networks)
{
    for (auto text : {"",
                      "10.0.0.0",
                      "10.0.0.1/8",
                      "10.0.0.0/33",
                      "10.0.0.0/",
                      "10.0.0.0/-1",
                      "10.0.0.0/8x",
                      "10.0.0/8",
                      "fd00::/129",
                      "fd00::1/64",
                      "a/8",
                      "/8"})
        BOOST_TEST(!read_network(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
