#include "config/address.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(address)

BOOST_AUTO_TEST_CASE(hosts_are_addresses_and_names)
{
    for (std::string host : {"10.0.0.1",
                             "2001:db8::1",
                             "::1",
                             "router",
                             "router-1.example.net",
                             "router.example.net.",
                             "core_1",
                             "1router",
                             "10.example.net"})
        BOOST_TEST(config::is_host(host), host);
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_host)
{
    for (std::string text : {"",
                             ".",
                             "10.0.0",
                             "10.0.0.256",
                             "10.0.0.1:8728",
                             "[::1]",
                             "1.2.3.4.5",
                             "a..b",
                             "-a",
                             "a-",
                             "a b",
                             "http://a",
                             "a/b",
                             "K\xC3\xBC"
                             "che",
                             "*",
                             "2001:db8::g"})
        BOOST_TEST(!config::is_host(text), text);
    BOOST_TEST(!config::is_host(std::string(64, 'a')));
    BOOST_TEST(!config::is_host(std::string(1 << 20, 'a')));
    BOOST_TEST(!config::is_host(std::string("10.0.0.1\0", 9)));
}

BOOST_AUTO_TEST_CASE(a_listen_address_has_a_port)
{
    for (std::string text : {"127.0.0.1:9436", ":9436", "localhost:65535", "0.0.0.0:9436"})
        BOOST_TEST(config::is_listen_address(text), text);
    for (std::string text : {"",
                             "9436",
                             ":",
                             ":65536",
                             ":-1",
                             ":9436x",
                             "::1:9436",
                             "[::1]:9436",
                             "[::]:0",
                             "[::1]",
                             "[]:1",
                             "[10.0.0.1]:1",
                             "a b:1",
                             "10.0.0.256:1"})
        BOOST_TEST(!config::is_listen_address(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
