#include "exporter/name_lookup.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>

BOOST_AUTO_TEST_SUITE(name_lookup)

using namespace std::chrono_literals;

namespace {

std::chrono::steady_clock::time_point in(std::chrono::milliseconds time)
{
    return std::chrono::steady_clock::now() + time;
}

// Its name server answers when it is told to.
struct slow_name_server {
    std::promise<void> answers;
    std::shared_future<void> answered = answers.get_future().share();
    std::atomic<int> asked = 0;
    exporter::name_lookup names{[this](const std::string&) {
                                    ++asked;
                                    answered.wait();
                                    return exporter::name_lookup::addresses{"10.0.0.7"};
                                },
                                2};

    int refused(const std::string& host, std::chrono::milliseconds time = 1ms)
    {
        auto answer = names.ask(host, in(time));
        return answer ? 200 : answer.error().status;
    }
};

}

BOOST_AUTO_TEST_CASE(a_name_has_the_addresses_that_are_found)
{
    exporter::name_lookup names(
        [](const std::string& host) {
            return exporter::name_lookup::addresses{host, "::1"};
        },
        1);
    auto found = names.ask("router.test", in(1h));
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(*found == (std::vector<std::string>{"router.test", "::1"}));
}

BOOST_AUTO_TEST_CASE(an_address_is_its_own_and_nobody_is_asked)
{
    exporter::name_lookup names(
        [](const std::string&) -> exporter::name_lookup::addresses { std::abort(); }, 1);
    BOOST_TEST(names.ask("10.0.0.1", in(0ms))->front() == "10.0.0.1");
    BOOST_TEST(names.ask("FD00::1", in(0ms))->front() == "fd00::1");
}

BOOST_FIXTURE_TEST_CASE(who_waits_is_told_at_the_deadline, slow_name_server)
{
    BOOST_TEST(refused("a.test") == 504);
    answers.set_value();
    BOOST_TEST(refused("a.test", 1h) == 200);
}

BOOST_FIXTURE_TEST_CASE(a_name_asked_for_again_is_looked_up_once, slow_name_server)
{
    for (auto i = 0; i < 5; ++i)
        BOOST_TEST(refused("a.test") == 504);
    auto waiting = std::async(std::launch::async, [&] { return refused("a.test", 1h); });
    answers.set_value();
    BOOST_TEST(waiting.get() == 200);
    BOOST_TEST(asked <= 2); // again by the last, if the first was answered before it came
}

BOOST_FIXTURE_TEST_CASE(no_more_names_than_may_are_looked_up_at_a_time, slow_name_server)
{
    BOOST_TEST(refused("a.test") == 504);
    BOOST_TEST(refused("b.test") == 504);
    BOOST_TEST(refused("c.test", 1h) == 503);
    answers.set_value();
    while (refused("c.test", 1h) != 200)
        std::this_thread::yield();
}

BOOST_AUTO_TEST_SUITE_END()
