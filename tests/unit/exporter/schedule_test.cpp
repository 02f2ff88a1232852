#include "exporter/schedule.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

const exporter::schedule::time_point start{};

// Runs each collector the moment it is due, for no time at all; returns the moments of `which`.
std::vector<exporter::schedule::time_point>
beats(exporter::schedule& s, std::size_t which, exporter::schedule::time_point until)
{
    std::vector<exporter::schedule::time_point> moments;
    for (auto now = start; now <= until; now = s.next()) {
        while (auto due = s.take(now)) {
            if (*due == which) moments.push_back(now);
            s.finished(*due, now);
        }
    }
    return moments;
}

}

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(everything_is_due_at_the_start)
{
    exporter::schedule s({15s, 0s, 60s}, start, 1);
    BOOST_TEST(s.take(start).value() == 0U);
    BOOST_TEST(s.take(start).value() == 2U);
    BOOST_TEST(!s.take(start));
}

BOOST_AUTO_TEST_CASE(beats_do_not_drift)
{
    exporter::schedule s({15s, 7s}, start, 1);
    auto moments = beats(s, 0, start + 10min);
    BOOST_TEST_REQUIRE(moments.size() > 38U);
    for (std::size_t i = 2; i < moments.size(); ++i)
        BOOST_TEST((moments[i] - moments[i - 1] == 15s));
    BOOST_TEST(s.missed() == 0U);
}

BOOST_AUTO_TEST_CASE(second_beats_are_spread_over_the_cadence)
{
    std::int64_t least = 15'000, most = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        exporter::schedule s({15s}, start, seed);
        s.take(start);
        s.finished(0, start);
        auto second =
            std::chrono::duration_cast<std::chrono::milliseconds>(s.next() - start).count();
        least = std::min(least, second);
        most = std::max(most, second);
    }
    BOOST_TEST(least >= 3'750);
    BOOST_TEST(least < 3'900);
    BOOST_TEST(most > 14'850);
    BOOST_TEST(most <= 15'000);
}

BOOST_AUTO_TEST_CASE(a_run_is_never_started_while_the_last_one_goes_on)
{
    exporter::schedule s({10s}, start, 1);
    s.take(start);
    BOOST_TEST(!s.take(start + 1h));
    BOOST_TEST((s.next() == exporter::schedule::time_point::max()));
}

BOOST_AUTO_TEST_CASE(beats_missed_by_a_long_run_are_counted_and_not_made_up_for)
{
    exporter::schedule s({10s}, start, 1);
    s.take(start);
    s.finished(0, start);
    auto second = s.next();
    s.take(second);
    s.finished(0, second + 35s); // the beats at +10, +20 and +30 passed
    BOOST_TEST(s.missed() == 3U);
    BOOST_TEST((s.next() == second + 40s));
}

BOOST_AUTO_TEST_CASE(beats_missed_by_a_late_loop_are_counted)
{
    exporter::schedule s({10s}, start, 1);
    s.take(start);
    s.finished(0, start);
    auto second = s.next();
    BOOST_TEST(s.take(second + 25s).has_value());
    BOOST_TEST(s.missed() == 2U);
    s.finished(0, second + 26s);
    BOOST_TEST((s.next() == second + 30s));
}

BOOST_AUTO_TEST_CASE(the_one_that_waited_longest_goes_first)
{
    exporter::schedule s({10s, 10s}, start, 3);
    for (int i = 0; i < 2; ++i)
        s.finished(s.take(start).value(), start);
    auto first = s.next();
    auto due = s.take(first).value();
    s.finished(due, first);
    auto other = s.take(start + 1h);
    BOOST_TEST(other.value() == 1 - due);
}

BOOST_AUTO_TEST_CASE(a_run_may_be_asked_for_before_its_beat_but_not_after_it)
{
    exporter::schedule s({10s}, start, 1);
    s.take(start);
    s.finished(0, start + 1s);
    s.again(0, start + 2s);
    BOOST_TEST((s.next() == start + 2s));
    s.again(0, start + 1h);
    BOOST_TEST((s.next(0) == start + 2s));
    BOOST_TEST((s.take(start + 2s) == 0U));
    s.finished(0, start + 3s);
    BOOST_TEST((s.next() == start + 12s));
    BOOST_TEST(s.missed() == 0U);
}

BOOST_AUTO_TEST_CASE(a_retired_collector_is_never_due)
{
    exporter::schedule s({10s}, start, 1);
    s.take(start);
    s.retire(0);
    s.finished(0, start + 1s);
    BOOST_TEST(!s.take(start + 1h));
    BOOST_TEST((s.next() == exporter::schedule::time_point::max()));
}

BOOST_AUTO_TEST_CASE(routers_wake_together_and_never_early)
{
    using exporter::schedule;
    BOOST_TEST((schedule::wake(start + 40ms) == start + 40ms));
    BOOST_TEST((schedule::wake(start + 41ms) == start + 60ms));
    BOOST_TEST((schedule::wake(start + 59ms + 1ns) == start + 60ms));
    BOOST_TEST((schedule::wake(schedule::time_point::max()) == schedule::time_point::max()));
}

BOOST_AUTO_TEST_SUITE_END()
