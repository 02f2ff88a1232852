#include "exporter/command_pace.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using exporter::rate_scope;

namespace {

struct fixture {
    exporter::command_pace::time_point now{};
    std::optional<runtime::token_bucket> tenant;
    exporter::command_pace pace{10, tenant, now};

    int take_all()
    {
        int taken = 0;
        while (pace.take(now))
            ++taken;
        return taken;
    }
};

}

BOOST_FIXTURE_TEST_SUITE(command_pace, fixture)

BOOST_AUTO_TEST_CASE(a_router_has_its_own_rate)
{
    BOOST_TEST(take_all() == 20); // two seconds' worth are saved up
    now += 1s;
    BOOST_TEST(take_all() == 10);
}

BOOST_AUTO_TEST_CASE(a_tenant_has_one_for_all_its_routers)
{
    tenant.emplace(5, 5, now);
    exporter::command_pace other(10, tenant, now);
    BOOST_TEST(other.take(now));
    BOOST_TEST(take_all() == 4);
    BOOST_TEST(!other.take(now));
    now += 1s;
    BOOST_TEST(take_all() == 5);
}

BOOST_AUTO_TEST_CASE(a_tenants_rate_may_come_and_go)
{
    tenant.emplace(1, 1, now);
    BOOST_TEST(take_all() == 1);
    tenant.reset();
    BOOST_TEST(take_all() == 19);
}

BOOST_AUTO_TEST_CASE(the_next_one_is_due_when_both_allow_it)
{
    take_all();
    auto own = pace.next(now);
    BOOST_TEST((own <= now + 102ms));
    tenant.emplace(1, 1, now);
    tenant->take(now);
    BOOST_TEST((pace.next(now) > now + 900ms));
}

BOOST_AUTO_TEST_CASE(what_had_to_wait_is_told_once_with_its_cause)
{
    BOOST_TEST(pace.take(now));
    BOOST_TEST(!pace.take_wait());
    take_all();
    now += 1s;
    BOOST_TEST(pace.take(now));
    auto wait = pace.take_wait();
    BOOST_REQUIRE(wait);
    BOOST_TEST((wait->for_what == rate_scope::router));
    BOOST_TEST(wait->length.count() == 1.0);
    BOOST_TEST(!pace.take_wait());
    tenant.emplace(1, 1, now);
    tenant->take(now);
    BOOST_TEST(!pace.take(now));
    now += 2s;
    BOOST_TEST(pace.take(now));
    BOOST_TEST((pace.take_wait()->for_what == rate_scope::tenant));
}

BOOST_AUTO_TEST_SUITE_END()
