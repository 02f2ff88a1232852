#include "routeros/sentence.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(sentence)

BOOST_AUTO_TEST_CASE(is_written_as_the_reference_shows)
{
    // Protocol reference 1.8.
    routeros::sentence login("/login");
    login.attribute("name", "admin").attribute("password", "");
    BOOST_TEST(login.bytes() == "\x06/login\x0b=name=admin\x0a=password=\0"s);
    routeros::sentence print("/system/identity/print");
    print.tag(7);
    BOOST_TEST(print.bytes() == "\x16/system/identity/print\x06.tag=7\0"s);
}

BOOST_AUTO_TEST_CASE(leaves_out_empty_words_which_would_end_it)
{
    routeros::sentence s("/x");
    s.word("");
    BOOST_TEST(s.bytes() == "\x02/x\0"s);
}

BOOST_AUTO_TEST_CASE(keeps_bytes_as_bytes)
{
    routeros::sentence s("/x");
    s.attribute("comment", "a\0\xff=\n"s);
    BOOST_TEST(s.words() == "\x02/x\x0e=comment=a\0\xff=\n"s);
}

BOOST_AUTO_TEST_SUITE_END()
