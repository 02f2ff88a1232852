#include "runtime/first_to_end.hpp"
#include "tests/support/run_coroutine.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

using namespace std::chrono_literals;
using boost::asio::awaitable;
using runtime::pause;

namespace {

struct scope {
    int& left;
    ~scope() { ++left; }
};

awaitable<void> for_ever(int& left)
{
    scope s{left};
    co_await pause(1h);
}

awaitable<void> fail(std::chrono::milliseconds after, std::string why)
{
    co_await pause(after);
    throw std::runtime_error(why);
}

awaitable<void> expect_failure(awaitable<void> work, std::string& what)
{
    try {
        co_await std::move(work);
    } catch (const std::exception& e) {
        what = e.what();
    }
}

}

BOOST_AUTO_TEST_SUITE(first_to_end)

BOOST_AUTO_TEST_CASE(the_first_failure_ends_all_and_is_thrown)
{
    boost::asio::io_context loop;
    int left = 0;
    std::string what;
    auto work = runtime::first_to_end(for_ever(left), fail(1ms, "broken"));
    support::run_coroutine(loop, expect_failure(std::move(work), what));
    BOOST_TEST(what == "broken");
    BOOST_TEST(left == 1);
}

BOOST_AUTO_TEST_CASE(a_first_return_ends_all_without_failure)
{
    boost::asio::io_context loop;
    int left = 0;
    std::string what;
    auto work = runtime::first_to_end(pause(1ms), for_ever(left));
    support::run_coroutine(loop, expect_failure(std::move(work), what));
    BOOST_TEST(what.empty());
    BOOST_TEST(left == 1);
}

BOOST_AUTO_TEST_CASE(within_throws_what_it_was_told_when_late)
{
    boost::asio::io_context loop;
    int left = 0;
    auto late = make_error_code(boost::system::errc::timed_out);
    auto test = [&]() -> awaitable<void> {
        auto code = boost::system::error_code();
        try {
            co_await runtime::within(1ms, for_ever(left), late);
        } catch (const boost::system::system_error& e) {
            code = e.code();
        }
        BOOST_TEST(code == late);
    };
    support::run_coroutine(loop, test());
    BOOST_TEST(left == 1);
}

BOOST_AUTO_TEST_CASE(within_passes_on_the_works_own_failure)
{
    boost::asio::io_context loop;
    std::string what;
    auto late = make_error_code(boost::system::errc::timed_out);
    auto work = runtime::within(1h, fail(1ms, "broken"), late);
    support::run_coroutine(loop, expect_failure(std::move(work), what));
    BOOST_TEST(what == "broken");
}

BOOST_AUTO_TEST_SUITE_END()
