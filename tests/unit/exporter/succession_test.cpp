#include "exporter/succession.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(succession)

using namespace fixture;
using exporter::collector_state;
using exporter::compare;
using exporter::router_state;
using exporter::settings_change;

namespace {

// A router that is up and has rows of its interfaces.
struct grown {
    config::router was = router("r1");
    fleet before{{was}};

    grown()
    {
        was.endpoint.host = "10.0.0.1";
        before.store.arrange(before.store.share_collectors(), listing(was), at(0s));
        before.store.up(0, {}, at(1s));
        before.publish_interface(0, {{"name", "ether1"}, {"rx-byte", "1"}}, 1s);
    }
    static std::vector<exporter::snapshot_store::listing> listing(const config::router& r)
    {
        return {{0, std::make_shared<config::router>(r)}};
    }
    const exporter::router_snapshot& after(const config::router& is)
    {
        before.store.arrange(before.store.share_collectors(), listing(is), at(2s));
        return before.store[0];
    }
};

}

BOOST_FIXTURE_TEST_CASE(nothing_changes_when_nothing_changed, grown)
{
    auto view = before.store.view();
    after(was);
    BOOST_TEST((before.store.view()[0] == view[0]));
}

BOOST_FIXTURE_TEST_CASE(another_cadence_keeps_the_rows, grown)
{
    auto is = was;
    is.collect = {{"interface", 5s}};
    const auto& next = after(is);
    BOOST_TEST((compare(was, is) == settings_change::collecting));
    BOOST_TEST((next.collectors[0].every == 5s));
    BOOST_TEST(next.collectors[0].fresh(at(15s).steady));
    BOOST_TEST((next.state == router_state::up));
}

BOOST_FIXTURE_TEST_CASE(a_collector_switched_off_loses_its_rows_and_begins_anew_when_on, grown)
{
    auto is = was;
    is.collect = {{"interface", 0ms}};
    const auto& off = after(is).collectors[0];
    BOOST_TEST((off.state == collector_state::off));
    BOOST_TEST((off.rows == nullptr));
    BOOST_TEST((after(was).collectors[0].state == collector_state::waiting));
}

BOOST_FIXTURE_TEST_CASE(other_labels_begin_other_series_in_the_same_session, grown)
{
    auto is = was;
    is.labels = {{"role", "bng"}};
    const auto& next = after(is);
    BOOST_TEST((compare(was, is) == settings_change::collecting));
    BOOST_TEST(next.series->open == "{router=\"r1\",role=\"bng\"");
    BOOST_TEST((next.collectors[0].rows == nullptr));
    BOOST_TEST((next.state == router_state::up));
}

BOOST_FIXTURE_TEST_CASE(another_password_keeps_the_rows_and_needs_a_session, grown)
{
    auto is = was;
    is.endpoint.password = runtime::secret("new");
    const auto& next = after(is);
    BOOST_TEST((compare(was, is) == settings_change::session));
    BOOST_TEST(next.collectors[0].fresh(at(2s).steady));
}

BOOST_FIXTURE_TEST_CASE(another_device_begins_with_nothing, grown)
{
    auto is = was;
    is.endpoint.host = "10.0.0.2";
    const auto& next = after(is);
    BOOST_TEST((compare(was, is) == settings_change::everything));
    BOOST_TEST((next.state == router_state::waiting));
    BOOST_TEST(!next.facts);
    BOOST_TEST((next.collectors[0].rows == nullptr));
}

BOOST_FIXTURE_TEST_CASE(a_password_and_labels_together_are_not_only_the_session, grown)
{
    auto is = was;
    is.endpoint.password = runtime::secret("new");
    is.site = "durban";
    BOOST_TEST((compare(was, is) == settings_change::everything));
    BOOST_TEST((after(is).state == router_state::up));
}

BOOST_FIXTURE_TEST_CASE(other_collectors_begin_anew_and_sessions_stay, grown)
{
    before.store.arrange(two_collectors(), listing(was), at(2s));
    const auto& next = before.store[0];
    BOOST_TEST((next.state == router_state::up));
    BOOST_TEST((next.collectors[0].state == collector_state::waiting));
    BOOST_TEST((next.collectors[0].rows == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
