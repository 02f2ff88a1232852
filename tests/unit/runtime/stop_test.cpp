#include "runtime/first_to_end.hpp"
#include "runtime/stop.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

using namespace std::chrono_literals;
using boost::asio::awaitable;

namespace {

awaitable<void> raise_signal(int number)
{
    co_await runtime::pause(1ms);
    std::raise(number);
    co_await runtime::pause(1h);
}

struct scope {
    bool& left;
    ~scope() { left = true; }
};

awaitable<void> live(bool& left, int number)
{
    scope s{left};
    co_await raise_signal(number);
}

awaitable<void> break_down()
{
    co_await runtime::pause(1ms);
    throw std::runtime_error("broken");
}

}

BOOST_AUTO_TEST_SUITE(stop)

BOOST_AUTO_TEST_CASE(a_signal_ends_the_life_and_its_scopes)
{
    for (auto number : {SIGINT, SIGTERM}) {
        auto left = false;
        boost::asio::io_context loop;
        runtime::run_until_stopped(loop, live(left, number), 1h);
        BOOST_TEST(left);
    }
}

BOOST_AUTO_TEST_CASE(what_a_life_throws_is_thrown_on)
{
    boost::asio::io_context loop;
    BOOST_CHECK_THROW(runtime::run_until_stopped(loop, break_down(), 1h), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(nothing_else_on_the_loop_is_waited_for)
{
    auto left = false;
    boost::asio::io_context loop;
    boost::asio::steady_timer stranger(loop, 24h);
    stranger.async_wait([](boost::system::error_code) {});
    runtime::run_until_stopped(loop, live(left, SIGTERM), 1h);
    BOOST_TEST(left);
}

BOOST_AUTO_TEST_CASE(who_has_to_know_is_told_before_the_life_ends)
{
    auto left = false;
    auto left_when_told = true;
    boost::asio::io_context loop;
    runtime::run_until_stopped(
        loop, live(left, SIGTERM), 1h, [&] { left_when_told = std::exchange(left, false); });
    BOOST_TEST(!left_when_told);
    BOOST_TEST(left);
}

BOOST_AUTO_TEST_CASE(a_program_that_does_not_end_by_itself_is_ended_as_if_it_had)
{
    auto child = ::fork();
    if (child == 0) {
        runtime::exit_after(20ms);
        for (;;)
            ::pause();
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
