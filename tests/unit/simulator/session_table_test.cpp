#include "tests/simulator/session_table.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace std::chrono_literals;
using simulator::moment;

namespace {

struct lab {
    simulator::change_log changes;
    simulator::session_table sessions;

    explicit lab(std::uint32_t online, double changes_per_second = 0)
        : sessions({.seed = 5,
                    .realm = "isp",
                    .online = online,
                    .changes_per_second = changes_per_second},
                   changes)
    {
        sessions.start_over(0s);
    }
};

}

BOOST_AUTO_TEST_SUITE(session_table)

BOOST_AUTO_TEST_CASE(as_many_as_wanted_are_online_from_the_start)
{
    lab l(20);
    BOOST_TEST(l.sessions.all().size() == 20U);
    BOOST_TEST(l.sessions.subscribers() == 23U);
    BOOST_TEST(l.sessions.all().front().interface_name() == "<pppoe-u0001@isp>");
}

BOOST_AUTO_TEST_CASE(every_login_has_an_id_of_its_own)
{
    lab l(0);
    std::set<std::uint32_t> ids;
    for (int i = 0; i < 10; ++i) {
        ids.insert(l.sessions.log_in("joe", 1s).id);
        l.sessions.log_out_user("joe");
    }
    BOOST_TEST(ids.size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_second_session_of_a_user_has_a_suffix)
{
    lab l(0);
    l.sessions.log_in("joe", 0s);
    auto id = l.sessions.log_in("joe", 0s).id;
    BOOST_TEST(l.sessions.find(id)->interface_name() == "<pppoe-joe-1>");
    BOOST_TEST(l.sessions.find_interface("<pppoe-joe-1>")->id == id);
    BOOST_TEST(l.sessions.find_interface("<pppoe-jim>") == nullptr);
    BOOST_TEST(l.sessions.log_out_user("joe") == 2U);
}

BOOST_AUTO_TEST_CASE(sessions_come_and_go_at_the_rate_wanted)
{
    lab l(50, 2);
    auto before = l.changes.last();
    l.sessions.advance(1000s);
    auto happened = l.changes.last() - before;
    BOOST_TEST(happened > 1800U);
    BOOST_TEST(happened < 2200U);
    BOOST_TEST(l.sessions.all().size() >= 49U);
    BOOST_TEST(l.sessions.all().size() <= 50U);
}

BOOST_AUTO_TEST_CASE(time_in_small_steps_and_in_large_ones_brings_the_same)
{
    lab small(10, 3);
    lab large(10, 3);
    for (auto t = moment(0); t <= 100s; t += 50ms)
        small.sessions.advance(t);
    large.sessions.advance(100s);
    BOOST_TEST_REQUIRE(small.sessions.all().size() == large.sessions.all().size());
    for (std::size_t i = 0; i < small.sessions.all().size(); ++i)
        BOOST_TEST(small.sessions.all()[i].id == large.sessions.all()[i].id);
}

BOOST_AUTO_TEST_CASE(what_happened_can_be_read_from_any_point_on)
{
    lab l(0);
    auto before = l.changes.last();
    auto id = l.sessions.log_in("joe", 0s).id;
    l.sessions.log_out(id);
    const auto* first = l.changes.after(before);
    BOOST_TEST_REQUIRE(first != nullptr);
    BOOST_TEST((first->what == simulator::change::kind::added));
    const auto* second = l.changes.after(first->number);
    BOOST_TEST_REQUIRE(second != nullptr);
    BOOST_TEST((second->what == simulator::change::kind::removed));
    BOOST_TEST(second->id == id);
    BOOST_TEST(l.changes.after(second->number) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
