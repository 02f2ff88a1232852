#include "tests/simulator/query.hpp"

#include <boost/test/unit_test.hpp>

namespace {

simulator::row ether()
{
    simulator::row r;
    r.add("name", "ether1");
    r.add("type", "ether");
    r.add("distance", "10");
    r.add("comment", "");
    r.add("running", "true");
    return r;
}

bool passes(std::vector<std::string> words)
{
    return simulator::query(std::move(words)).matches(ether());
}

}

BOOST_AUTO_TEST_SUITE(query)

BOOST_AUTO_TEST_CASE(no_words_let_everything_pass)
{
    BOOST_TEST(passes({}));
}

BOOST_AUTO_TEST_CASE(a_name_asks_for_a_property_and_a_minus_for_its_absence)
{
    BOOST_TEST(passes({"type"}));
    BOOST_TEST(!passes({"mtu"}));
    BOOST_TEST(passes({"-mtu"}));
    BOOST_TEST(!passes({"-type"}));
}

BOOST_AUTO_TEST_CASE(equality_is_written_with_one_equals_sign_or_two)
{
    BOOST_TEST(passes({"type=ether"}));
    BOOST_TEST(passes({"=type=ether"}));
    BOOST_TEST(!passes({"type=vlan"}));
    BOOST_TEST(!passes({"mtu=1500"}));
}

BOOST_AUTO_TEST_CASE(yes_is_true)
{
    BOOST_TEST(passes({"running=yes"}));
    BOOST_TEST(!passes({"running=no"}));
}

BOOST_AUTO_TEST_CASE(integers_are_compared_as_numbers)
{
    BOOST_TEST(passes({">distance=9"}));
    BOOST_TEST(!passes({"<distance=9"}));
    BOOST_TEST(passes({"<distance=11"}));
    BOOST_TEST(!passes({">distance=10"}));
}

BOOST_AUTO_TEST_CASE(greater_than_nothing_means_not_empty)
{
    BOOST_TEST(!passes({">comment="}));
    BOOST_TEST(passes({">name="}));
}

BOOST_AUTO_TEST_CASE(several_words_must_all_hold)
{
    BOOST_TEST(passes({"type=ether", "name=ether1"}));
    BOOST_TEST(!passes({"type=ether", "name=ether2"}));
}

BOOST_AUTO_TEST_CASE(operators_join_what_stands_before)
{
    BOOST_TEST(passes({"type=ether", "type=vlan", "#|"}));
    BOOST_TEST(!passes({"type=ether", "type=vlan", "#|!"}));
    BOOST_TEST(passes({"type=vlan", "type=bridge", "#|!"}));
    BOOST_TEST(!passes({">distance=1", "name=ether1", "#&!"}));
    BOOST_TEST(passes({"type=vlan", "#!"}));
}

BOOST_AUTO_TEST_CASE(a_number_within_operators_copies_an_entry)
{
    // The stack is true (type), false (mtu); 1 copies the true one, & joins it with the false one.
    BOOST_TEST(!passes({"type", "mtu", "#1&"}));
    BOOST_TEST(passes({"type", "mtu", "#1|"}));
    BOOST_TEST(passes({"type", "mtu", "#1.|"}));
}

BOOST_AUTO_TEST_CASE(a_number_at_the_end_replaces_the_stack)
{
    BOOST_TEST(passes({"type", "mtu", "#1"}));
    BOOST_TEST(!passes({"type", "mtu", "#0"}));
}

BOOST_AUTO_TEST_CASE(below_the_stack_everything_is_true)
{
    BOOST_TEST(passes({"#&"}));
    BOOST_TEST(!passes({"#!"}));
    BOOST_TEST(passes({"mtu", "#7"}));
}

BOOST_AUTO_TEST_SUITE_END()
