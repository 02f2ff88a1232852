#include "runtime/loop_door.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>
#include <thread>

BOOST_AUTO_TEST_SUITE(loop_door)

namespace {

// A loop on a thread of its own.
struct running {
    runtime::loop_door door;
    boost::asio::io_context loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy{
        loop.get_executor()};
    runtime::loop_door::opening open{door, loop.get_executor()};
    std::thread thread{[this] { loop.run(); }};

    ~running()
    {
        busy.reset();
        thread.join();
    }
};

}

BOOST_AUTO_TEST_CASE(work_is_done_on_the_loop_before_run_returns)
{
    running r;
    std::thread::id where;
    BOOST_TEST(r.door.run([&] { where = std::this_thread::get_id(); }));
    BOOST_TEST((where == r.thread.get_id()));
}

BOOST_AUTO_TEST_CASE(what_the_work_throws_is_thrown_to_who_asked)
{
    running r;
    BOOST_CHECK_THROW(r.door.run([] { throw std::runtime_error("no"); }), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_shut_door_lets_nothing_in)
{
    runtime::loop_door door;
    BOOST_TEST(!door.run([] { BOOST_ERROR("was let in"); }));
}

BOOST_AUTO_TEST_CASE(whoever_waits_when_the_door_is_shut_is_sent_away)
{
    for (int i = 0; i < 50; ++i) {
        runtime::loop_door door;
        boost::asio::io_context loop(1);
        auto open = std::make_unique<runtime::loop_door::opening>(door, loop.get_executor());
        std::atomic<bool> knocking{false};
        std::thread other([&] {
            knocking = true;
            BOOST_TEST(!door.run([] { BOOST_ERROR("was done after the end"); }));
        });
        while (!knocking)
            std::this_thread::yield();
        open.reset(); // the loop never ran
        other.join();
    }
}

BOOST_AUTO_TEST_CASE(many_threads_may_ask_at_once)
{
    running r;
    int sum = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i)
                r.door.run([&] { ++sum; });
        });
    for (auto& t : threads)
        t.join();
    BOOST_TEST(sum == 4000);
}

BOOST_AUTO_TEST_SUITE_END()
