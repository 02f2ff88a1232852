#include "exporter/authority.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(authority)

using exporter::read_authority;

BOOST_AUTO_TEST_CASE(hosts_come_with_a_port_or_without)
{
    BOOST_TEST(read_authority("a.b")->host == "a.b");
    BOOST_TEST(!read_authority("a.b")->port);
    BOOST_TEST(read_authority("10.0.0.1:8729")->host == "10.0.0.1");
    BOOST_TEST(read_authority("10.0.0.1:8729")->port.value() == 8729);
    BOOST_TEST(read_authority("[fd00::1]:80")->host == "fd00::1");
    BOOST_TEST(read_authority("[fd00::1]:80")->port.value() == 80);
    BOOST_TEST(read_authority("[fd00::1]")->host == "fd00::1");
    BOOST_TEST(read_authority("fd00::1")->host == "fd00::1");
}

BOOST_AUTO_TEST_CASE(anything_else_is_refused)
{
    for (auto text :
         {"",           ":80",      "a:",         "a:0",   "a:b",   "a:65536", "a:80x", "[::1",
          "[a]:1",      "[::1]80",  "[10.0.0.1]", "a/b",   "a:1/x", "u@a",     "a b",   "a:1:2",
          "10.0.0.256", "http://a", "a?b=c:1",    "a:+80", "-a",    "a\n:1"})
        BOOST_TEST(!read_authority(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
