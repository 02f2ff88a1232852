#include "config/fingerprint.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

BOOST_AUTO_TEST_SUITE(fingerprint)

namespace {

std::string of(const std::vector<std::string>& texts)
{
    config::fingerprint print;
    for (const auto& text : texts)
        print.add(text);
    return print.text();
}

}

BOOST_AUTO_TEST_CASE(it_is_the_same_for_the_same_texts_in_the_same_order)
{
    BOOST_TEST(of({"a", "b"}) == of({"a", "b"}));
    BOOST_TEST(of({"a", "b"}).size() == 16U);
}

BOOST_AUTO_TEST_CASE(it_differs_where_the_texts_do)
{
    std::set<std::string> prints{
        of({}), of({""}), of({"ab", "c"}), of({"a", "bc"}), of({"c", "ab"}), of({"abc"})};
    BOOST_TEST(prints.size() == 6U);
}

BOOST_AUTO_TEST_SUITE_END()
