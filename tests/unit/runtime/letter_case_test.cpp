#include "runtime/letter_case.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(letter_case)

using runtime::equal_in_any_case;
using runtime::lower_case;

BOOST_AUTO_TEST_CASE(capitals_become_small)
{
    BOOST_TEST(lower_case(std::string("AZaz Router-09")) == "azaz router-09");
}

BOOST_AUTO_TEST_CASE(what_is_no_letter_of_ascii_stays)
{
    BOOST_TEST(lower_case(std::string("@[`{\xC3\x84\xFF")) == "@[`{\xC3\x84\xFF");
}

BOOST_AUTO_TEST_CASE(texts_are_equal_in_any_case)
{
    BOOST_TEST(equal_in_any_case("GZip", "gzIP"));
    BOOST_TEST(equal_in_any_case("", ""));
}

BOOST_AUTO_TEST_CASE(other_texts_are_not)
{
    BOOST_TEST(!equal_in_any_case("gzip", "gzi"));
    BOOST_TEST(!equal_in_any_case("gzip", "gzipp"));
    BOOST_TEST(!equal_in_any_case("@", "`"));
}

BOOST_AUTO_TEST_SUITE_END()
