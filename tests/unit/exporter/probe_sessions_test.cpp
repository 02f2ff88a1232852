#include "exporter/probe_sessions.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(probe_sessions)

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;
using ids = std::vector<exporter::router_id>;

namespace {

const clock::time_point start{};

exporter::probe_sessions one_session()
{
    exporter::probe_sessions s;
    s.put("a", {1, "10.0.0.1"}, start);
    return s;
}

}

BOOST_AUTO_TEST_CASE(a_session_is_found_by_its_key)
{
    auto s = one_session();
    BOOST_REQUIRE(s.find("a", start).has_value());
    BOOST_TEST(s.find("a", start)->address == "10.0.0.1");
    BOOST_TEST(!s.find("b", start).has_value());
}

BOOST_AUTO_TEST_CASE(what_nobody_has_asked_about_is_idle)
{
    auto s = one_session();
    BOOST_TEST(s.take_idle(start).empty());
    BOOST_TEST(s.take_idle(start + 1s) == ids{1}, boost::test_tools::per_element());
    BOOST_TEST(s.size() == 0U);
}

BOOST_AUTO_TEST_CASE(who_looks_it_up_asks_about_it)
{
    auto s = one_session();
    s.find("a", start + 1min);
    BOOST_TEST(s.take_idle(start + 1min).empty());
}

BOOST_AUTO_TEST_CASE(what_is_waited_for_is_not_idle)
{
    auto s = one_session();
    s.begin_waiting("a", 1);
    s.begin_waiting("a", 1);
    s.end_waiting("a", 1, start);
    BOOST_TEST(s.take_idle(start + 1h).empty());
}

BOOST_AUTO_TEST_CASE(the_end_of_a_wait_counts_as_asking)
{
    auto s = one_session();
    s.begin_waiting("a", 1);
    s.end_waiting("a", 1, start + 1min);
    BOOST_TEST(s.take_idle(start + 1min).empty());
    BOOST_TEST(s.take_idle(start + 2min) == ids{1}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_waited_for_a_session_before_lets_the_one_in_its_place_be)
{
    auto s = one_session();
    s.begin_waiting("a", 1);
    s.put("a", {2, "10.0.0.2"}, start);
    s.begin_waiting("a", 2);
    s.end_waiting("a", 1, start);
    BOOST_TEST(s.take_idle(start + 1h).empty());
    s.end_waiting("a", 2, start);
    BOOST_TEST(s.take_idle(start + 1h) == ids{2}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(all_are_taken_whoever_waits)
{
    auto s = one_session();
    s.put("b", {2, "10.0.0.2"}, start);
    s.begin_waiting("a", 1);
    BOOST_TEST(s.take_all() == (ids{1, 2}), boost::test_tools::per_element());
    BOOST_TEST(s.size() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
