#include "routeros/tag_table.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using routeros::ending;
using routeros::outcome;
using routeros::reply;

namespace {

struct listener final : routeros::command_sink {
    void on_row(const reply& row) override { rows.emplace_back(row.find("n").value_or("")); }
    void on_empty() override { ++empties; }
    void on_end(const outcome& o) override { ends.push_back(o); }

    std::vector<std::string> rows;
    int empties = 0;
    std::vector<outcome> ends;
};

struct fixture {
    void hear(std::vector<std::string> words)
    {
        std::vector<std::string_view> views(words.begin(), words.end());
        table.deliver(parser.parse(views));
    }
    static std::string tag(std::uint32_t number) { return ".tag=" + std::to_string(number); }

    routeros::reply_parser parser;
    routeros::tag_table table{10s};
    routeros::tag_table::time_point now{};
};

}

BOOST_FIXTURE_TEST_SUITE(tag_table, fixture)

BOOST_AUTO_TEST_CASE(routes_interleaved_replies)
{
    listener a, b;
    auto ta = table.open(a, 0ms, now);
    auto tb = table.open(b, 0ms, now);
    hear({"!re", tag(ta), "=n=1"});
    hear({"!re", tag(tb), "=n=2"});
    hear({"!re", "=n=3", tag(ta)});
    hear({"!done", tag(tb), "=ret=*5"});
    hear({"!done", tag(ta)});
    BOOST_TEST((a.rows == std::vector<std::string>{"1", "3"}));
    BOOST_TEST((b.rows == std::vector<std::string>{"2"}));
    BOOST_TEST(b.ends.at(0).ret == "*5");
    BOOST_TEST(a.ends.at(0).ok());
    BOOST_TEST(a.ends.at(0).rows == 2U);
    BOOST_TEST(table.size() == 0U);
}

BOOST_AUTO_TEST_CASE(empty_never_ends_a_command)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    hear({"!empty", tag(t)});
    hear({"!empty", tag(t)});
    BOOST_TEST(a.ends.empty());
    hear({"!re", tag(t), "=n=1"});
    hear({"!done", tag(t)});
    BOOST_TEST(a.empties == 2);
    BOOST_TEST(a.rows.size() == 1U);
    BOOST_TEST(a.ends.at(0).ok());
}

BOOST_AUTO_TEST_CASE(two_traps_are_one_failure_told_by_the_first)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    hear({"!trap", tag(t), "=category=0", "=message=no such command or directory (health)\r\n"});
    hear({"!trap", tag(t), "=message=no such command prefix"});
    BOOST_TEST(a.ends.empty());
    hear({"!done", tag(t)});
    const auto& end = a.ends.at(0);
    BOOST_TEST((end.how == ending::trapped));
    BOOST_TEST(end.traps.size() == 2U);
    BOOST_TEST(end.traps[0].category.value() == 0);
    BOOST_TEST(!end.traps[1].category);
    BOOST_TEST(end.reason() == "no such command or directory (health)");
}

BOOST_AUTO_TEST_CASE(a_trap_without_message_has_a_default)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    hear({"!trap", tag(t), "=category=zero"});
    hear({"!done", tag(t)});
    BOOST_TEST(a.ends.at(0).reason() == "unknown error");
    BOOST_TEST(!a.ends.at(0).traps[0].category);
}

BOOST_AUTO_TEST_CASE(keeps_a_bounded_number_of_traps)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    for (int i = 0; i < 1000; ++i)
        hear({"!trap", tag(t), "=message=again"});
    hear({"!done", tag(t)});
    BOOST_TEST(a.ends.at(0).traps.size() == 16U);
}

BOOST_AUTO_TEST_CASE(keeps_no_more_of_a_text_than_people_read)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    hear({"!trap", tag(t), "=message=" + std::string(1'000'000, 'x')});
    hear({"!done", tag(t), "=ret=" + std::string(1'000'000, 'y')});
    BOOST_TEST(a.ends.at(0).traps[0].message.size() == routeros::longest_text);
    BOOST_TEST(a.ends[0].ret.size() == routeros::longest_text);
}

BOOST_AUTO_TEST_CASE(late_untagged_and_unknown_replies_are_dropped_and_counted)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    hear({"!done", tag(t)});
    hear({"!re", tag(t), "=n=1"});
    hear({"!re", ".tag=x"});
    hear({"!re", ".tag=99999999999999999999"});
    hear({"!re", "=n=2"});
    auto u = table.open(a, 0ms, now);
    hear({"!foo", tag(u)});
    BOOST_TEST(a.rows.empty());
    BOOST_TEST(table.counters().late == 3U);
    BOOST_TEST(table.counters().untagged == 1U);
    BOOST_TEST(table.counters().unknown == 1U);
}

BOOST_AUTO_TEST_CASE(a_cancel_ends_in_either_order_of_replies)
{
    for (auto cancel_first : {true, false}) {
        listener a;
        auto t = table.open(a, 0ms, now);
        auto by = table.cancel(t, now).value();
        hear({"!re", tag(t), "=n=1"}); // was under way
        hear({"!trap", tag(t), "=category=2", "=message=interrupted"});
        hear({"!done", tag(cancel_first ? by : t)});
        hear({"!done", tag(cancel_first ? t : by)});
        BOOST_TEST_REQUIRE(a.ends.size() == 1U);
        BOOST_TEST((a.ends[0].how == ending::cancelled));
        BOOST_TEST(a.rows.size() == 1U);
        BOOST_TEST(table.size() == 0U);
    }
    BOOST_TEST(table.counters().late == 0U);
}

BOOST_AUTO_TEST_CASE(cancelling_twice_or_a_finished_command_sends_nothing)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    BOOST_TEST(table.cancel(t, now).has_value());
    BOOST_TEST(!table.cancel(t, now).has_value());
    hear({"!done", tag(t)});
    BOOST_TEST(!table.cancel(t, now).has_value());
    BOOST_TEST(!table.abandon(t, now).has_value());
}

BOOST_AUTO_TEST_CASE(a_refused_cancel_of_a_command_that_had_just_ended_is_harmless)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    auto by = table.cancel(t, now).value();
    hear({"!done", tag(t)});
    hear({"!trap", tag(by), "=message=unknown tag"});
    hear({"!done", tag(by)});
    BOOST_TEST(a.ends.size() == 1U);
    BOOST_TEST(table.size() == 0U);
}

BOOST_AUTO_TEST_CASE(an_unanswered_cancel_of_a_running_command_is_stuck)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    table.cancel(t, now);
    BOOST_TEST(!table.expire(now + 9s).stuck);
    BOOST_TEST(table.expire(now + 10s).stuck);
}

BOOST_AUTO_TEST_CASE(a_cancel_unanswered_after_its_command_ended_is_forgotten)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    table.cancel(t, now);
    hear({"!done", tag(t)});
    BOOST_TEST(!table.expire(now + 10s).stuck);
    BOOST_TEST(table.size() == 0U);
}

BOOST_AUTO_TEST_CASE(a_command_past_its_deadline_is_told_and_cancelled_once)
{
    listener a;
    auto t = table.open(a, 5s, now);
    hear({"!re", tag(t), "=n=1"});
    BOOST_TEST((table.next_deadline() == now + 5s));
    BOOST_TEST(table.expire(now + 4s).cancel.empty());
    auto overdue = table.expire(now + 5s);
    BOOST_TEST_REQUIRE(overdue.cancel.size() == 1U);
    BOOST_TEST(overdue.cancel[0].tag == t);
    BOOST_TEST((a.ends.at(0).how == ending::timed_out));
    BOOST_TEST(a.ends[0].rows == 1U);

    hear({"!re", tag(t), "=n=2"});
    hear({"!done", tag(t)});
    hear({"!done", tag(overdue.cancel[0].by)});
    BOOST_TEST(a.rows.size() == 1U);
    BOOST_TEST(a.ends.size() == 1U);
    BOOST_TEST(table.size() == 0U);
}

BOOST_AUTO_TEST_CASE(an_abandoned_command_is_never_heard_again)
{
    listener a;
    auto t = table.open(a, 0ms, now);
    auto by = table.abandon(t, now);
    BOOST_TEST(by.has_value());
    hear({"!re", tag(t), "=n=1"});
    hear({"!done", tag(t)});
    BOOST_TEST(a.rows.empty());
    BOOST_TEST(a.ends.empty());
}

BOOST_AUTO_TEST_CASE(a_lost_link_ends_every_command_once)
{
    listener a, b;
    table.open(a, 5s, now);
    auto tb = table.open(b, 0ms, now);
    table.abandon(tb, now);
    table.lose_all();
    BOOST_TEST((a.ends.at(0).how == ending::link_lost));
    BOOST_TEST(b.ends.empty());
    BOOST_TEST(table.size() == 0U);
    BOOST_TEST((table.next_deadline() == routeros::tag_table::time_point::max()));
}

// Cancels the other command when it is told that its own is over.
struct ender final : routeros::command_sink {
    explicit ender(std::function<void()> what) : on_over(std::move(what)) {}
    void on_row(const reply&) override {}
    void on_end(const outcome&) override { on_over(); }
    std::function<void()> on_over;
};

BOOST_AUTO_TEST_CASE(a_cancel_made_by_a_sink_is_not_at_once_a_stuck_one)
{
    std::uint32_t tb = 0;
    listener b;
    ender a([&] { table.cancel(tb, now + 5s); });
    table.open(a, 5s, now);
    tb = table.open(b, 5s, now);
    auto overdue = table.expire(now + 5s);
    BOOST_TEST(!overdue.stuck);
    BOOST_TEST(overdue.cancel.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_sink_may_end_the_others_when_the_link_is_lost)
{
    // Each ends all others and their sinks: whichever is told first is the only one.
    std::vector<std::unique_ptr<ender>> sinks;
    std::vector<std::uint32_t> tags;
    int told = 0;
    for (int i = 0; i < 8; ++i) {
        sinks.push_back(std::make_unique<ender>([&] {
            ++told;
            for (auto t : tags)
                table.abandon(t, now);
        }));
        tags.push_back(table.open(*sinks.back(), 0ms, now));
    }
    table.lose_all();
    BOOST_TEST(told == 1);
    BOOST_TEST(table.size() == 0U);
}

BOOST_AUTO_TEST_CASE(tags_are_never_used_again)
{
    listener a;
    auto first = table.open(a, 0ms, now);
    hear({"!done", tag(first)});
    BOOST_TEST(table.open(a, 0ms, now) != first);
}

BOOST_AUTO_TEST_SUITE_END()
