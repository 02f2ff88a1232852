#include "routeros/text.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE(utf8_is_recognised)
{
    for (std::string valid : {"",
                              "ether1",
                              "Küche",
                              "\u20AC",
                              "\U0001F600",
                              "eight bytes and ü",
                              "\xED\x9F\xBF",
                              "\xEE\x80\x80",
                              "\xF4\x8F\xBF\xBF"})
        BOOST_TEST(routeros::is_utf8(valid), valid);
}

BOOST_AUTO_TEST_CASE(what_rfc_3629_forbids_is_not_utf8)
{
    for (std::string invalid : {"\x80", // a continuation alone
                                "K\xFC"
                                "che",              // Latin-1
                                "\xC0\x80",         // overlong NUL
                                "\xC1\xBF",         // overlong
                                "\xE0\x9F\xBF",     // overlong
                                "\xF0\x8F\xBF\xBF", // overlong
                                "\xED\xA0\x80",     // a surrogate
                                "\xF4\x90\x80\x80", // beyond U+10FFFF
                                "\xF5\x80\x80\x80",
                                "\xFF",
                                "\xC3", // cut off
                                "\xE2\x82",
                                "\xF0\x9F\x98",
                                "12345678\xF0\x9F\x98"})
        BOOST_TEST(!routeros::is_utf8(invalid));
}

BOOST_AUTO_TEST_CASE(valid_text_stays_as_it_is)
{
    BOOST_TEST(routeros::to_utf8("Küche \u20AC") == "Küche \u20AC");
}

BOOST_AUTO_TEST_CASE(other_bytes_are_read_as_windows_1252)
{
    BOOST_TEST(routeros::to_utf8("K\xFC"
                                 "che") == "Küche");
    BOOST_TEST(routeros::to_utf8("\x80 5") == "\u20AC 5");
    BOOST_TEST(routeros::to_utf8("\x84quoted\x93 \x96 \x9F") == "\u201Equoted\u201C \u2013 \u0178");
    BOOST_TEST(routeros::to_utf8("\xA0\xFF") == "\u00A0\u00FF");
}

BOOST_AUTO_TEST_CASE(bytes_that_windows_1252_leaves_undefined_become_replacement_characters)
{
    BOOST_TEST(routeros::to_utf8("\x81\x8D\x8F\x90\x9D") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

BOOST_AUTO_TEST_CASE(appends_behind_what_is_there)
{
    std::string out = "{name=\"";
    routeros::append_utf8(out, "\xE9t\xE9");
    BOOST_TEST(out == "{name=\"été");
}

BOOST_AUTO_TEST_CASE(any_bytes_become_valid_utf8)
{
    std::mt19937 random(20);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(random() % 24, '\0');
        for (auto& c : bytes)
            c = static_cast<char>(random());
        BOOST_REQUIRE(routeros::is_utf8(routeros::to_utf8(bytes)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
