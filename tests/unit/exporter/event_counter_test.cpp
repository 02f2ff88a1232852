#include "exporter/event_counter.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(event_counter)

using namespace fixture;

namespace {

config::collector_definition sessions(config::row_event event)
{
    auto d = definition("ppp");
    d.labels = {{"user", {"name"}}};
    d.events = {{.name = "mikrotik_ppp_sessions_total",
                 .help = "Help.",
                 .event = event,
                 .key = {{"session-id"}, {"name"}},
                 .by = {{"service", {"service"}}},
                 .at_least = {"pppoe"}}};
    return d;
}

// Runs of one collector, each a list of {session-id, name, service}.
class runs {
public:
    explicit runs(const config::collector_definition& definition)
        : collectors_(compile({definition}))
    {
    }

    using session = std::array<std::string_view, 3>;
    exporter::built_table run(std::initializer_list<session> sessions,
                              exporter::table_limits limits = {})
    {
        exporter::table_builder builder(collectors_->share(0),
                                        std::make_shared<exporter::router_series>(router()),
                                        before_.get(),
                                        nullptr,
                                        {},
                                        limits);
        for (const auto& [id, name, service] : sessions) {
            std::array<routeros::attribute, 3> row{
                {{"session-id", id}, {"name", name}, {"service", service}}};
            routeros::reply reply;
            reply.attributes = row;
            builder.on_row(reply);
        }
        auto built = builder.finish();
        before_ = built.rows;
        return built;
    }

    std::string counts() const { return lines(*before_, 0); }

private:
    std::shared_ptr<const exporter::catalogue> collectors_;
    std::shared_ptr<const exporter::table> before_;
};

const std::string none = "{router=\"r1\",service=\"pppoe\"} 0\n";

}

BOOST_AUTO_TEST_CASE(the_first_run_is_where_counting_begins)
{
    runs r(sessions(config::row_event::appeared));
    r.run({{"1", "a", "pppoe"}, {"2", "b", "pppoe"}});
    BOOST_TEST(r.counts() == none);
}

BOOST_AUTO_TEST_CASE(rows_that_were_not_there_before_are_counted)
{
    runs r(sessions(config::row_event::appeared));
    r.run({{"1", "a", "pppoe"}});
    r.run({{"1", "a", "pppoe"}, {"2", "b", "pppoe"}, {"3", "c", "l2tp"}});
    BOOST_TEST(r.counts() == "{router=\"r1\",service=\"pppoe\"} 1\n"
                             "{router=\"r1\",service=\"l2tp\"} 1\n");
    r.run({{"1", "a", "pppoe"}});
    r.run({{"1", "b", "pppoe"}});
    BOOST_TEST(r.counts() == "{router=\"r1\",service=\"pppoe\"} 2\n"
                             "{router=\"r1\",service=\"l2tp\"} 1\n");
}

BOOST_AUTO_TEST_CASE(rows_that_are_gone_are_counted_by_what_they_were)
{
    runs r(sessions(config::row_event::gone));
    r.run({{"1", "a", "l2tp"}, {"2", "b", "pppoe"}});
    BOOST_TEST(r.counts() == none + "{router=\"r1\",service=\"l2tp\"} 0\n");
    r.run({{"2", "b", "pppoe"}});
    BOOST_TEST(r.counts() == none + "{router=\"r1\",service=\"l2tp\"} 1\n");
    r.run({});
    BOOST_TEST(r.counts() == "{router=\"r1\",service=\"pppoe\"} 1\n"
                             "{router=\"r1\",service=\"l2tp\"} 1\n");
}

BOOST_AUTO_TEST_CASE(a_row_that_is_there_twice_is_one)
{
    runs r(sessions(config::row_event::appeared));
    r.run({});
    r.run({{"1", "a", "pppoe"}, {"1", "a", "pppoe"}});
    BOOST_TEST(r.counts() == "{router=\"r1\",service=\"pppoe\"} 1\n");
}

BOOST_AUTO_TEST_CASE(keys_are_told_apart_by_their_parts)
{
    runs r(sessions(config::row_event::appeared));
    r.run({{"1", "1a", "pppoe"}});
    r.run({{"11", "a", "pppoe"}});
    BOOST_TEST(r.counts() == "{router=\"r1\",service=\"pppoe\"} 1\n");
}

BOOST_AUTO_TEST_CASE(a_run_that_dropped_rows_changes_nothing)
{
    runs r(sessions(config::row_event::gone));
    r.run({{"1", "a", "pppoe"}, {"2", "b", "pppoe"}});
    auto cut = r.run({{"1", "a", "pppoe"}, {"2", "b", "pppoe"}}, {.rows = 1});
    BOOST_TEST(cut.excess == 1U);
    BOOST_TEST(r.counts() == none);
    r.run({{"1", "a", "pppoe"}});
    BOOST_TEST(r.counts() == "{router=\"r1\",service=\"pppoe\"} 1\n");
}

BOOST_AUTO_TEST_CASE(conditions_choose_rows)
{
    auto d = sessions(config::row_event::appeared);
    d.events[0].when = {when("service", "l2tp")};
    runs r(d);
    r.run({});
    r.run({{"1", "a", "pppoe"}, {"2", "b", "l2tp"}});
    BOOST_TEST(r.counts() == none + "{router=\"r1\",service=\"l2tp\"} 1\n");
}

BOOST_AUTO_TEST_SUITE_END()
