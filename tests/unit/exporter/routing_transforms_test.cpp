#include "exporter/routing_transforms.hpp"
#include "tests/unit/exporter/transform_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(routing_transforms)

using namespace fixture;

BOOST_AUTO_TEST_CASE(states_are_in_lower_case)
{
    BOOST_TEST(after("lower_case_state", "state", {{{"state", "2-Way"}}, {{"state", "Full"}}}) ==
               "2-way\nfull\n");
    BOOST_TEST(after("lower_case_state", "state", {{{"name", "x"}}}) == "-\n");
}

BOOST_AUTO_TEST_CASE(a_connection_without_a_session_is_a_session_that_is_down)
{
    pairs up{{"row", "session"}, {"name", "transit-1"}, {"established", "true"}};
    pairs of_it{{"row", "connection"}, {"name", "transit"}};
    pairs down{{"row", "connection"}, {"name", "backup-2"}};
    BOOST_TEST(after("bgp_sessions", "peer", {up, of_it, down}) == "transit-1\nbackup-2-1\n");
    BOOST_TEST(after("bgp_sessions", "established", {up, of_it, down}) == "true\nfalse\n");
}

BOOST_AUTO_TEST_CASE(any_of_several_sessions_stands_for_its_connection)
{
    pairs third{{"row", "session"}, {"name", "clients-3"}, {"established", "true"}};
    pairs of_it{{"row", "connection"}, {"name", "clients"}};
    BOOST_TEST(after("bgp_sessions", "peer", {third, of_it}) == "clients-3\n");
}

BOOST_AUTO_TEST_CASE(a_session_without_a_number_stands_for_the_connection_of_its_name)
{
    pairs session{{"row", "session"}, {"name", "peer-a"}};
    pairs connection{{"row", "connection"}, {"name", "peer-a"}};
    BOOST_TEST(after("bgp_sessions", "peer", {session, connection}) == "peer-a\n");
    BOOST_TEST(after("bgp_sessions", "established", {session, connection}) == "false\n");
}

BOOST_AUTO_TEST_CASE(peers_of_version_6_are_established_by_their_word_or_their_state)
{
    pairs said{{"row", "peer"}, {"name", "a"}, {"established", "true"}};
    pairs state{{"row", "peer"}, {"name", "b"}, {"state", "established"}};
    pairs idle{{"row", "peer"}, {"name", "c"}, {"state", "idle"}};
    BOOST_TEST(after("bgp_sessions", "established", {said, state, idle}) == "true\ntrue\nfalse\n");
}

BOOST_AUTO_TEST_SUITE_END()
