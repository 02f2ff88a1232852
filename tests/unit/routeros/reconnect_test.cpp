// Ten thousand lives of one session leave nothing behind.
#include "routeros/network.hpp"
#include "routeros/session.hpp"
#include "runtime/first_to_end.hpp"
#include "tests/support/run_coroutine.hpp"
#include "tests/support/scripted_router.hpp"

#include <boost/system/system_error.hpp>

#include <filesystem>
#include <malloc.h>

using boost::asio::awaitable;

namespace {

std::ptrdiff_t open_files()
{
    std::filesystem::directory_iterator files("/proc/self/fd");
    return std::distance(files, std::filesystem::directory_iterator());
}

std::size_t heap_in_use()
{
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

struct fixture {
    // The router's part ends each life in another way.
    awaitable<void> be_router(int lives)
    {
        for (int i = 0; i < lives; ++i) {
            if (i % 4 == 3) {
                co_await router.accept();
                router.hang_up();
                continue;
            }
            co_await router.welcome();
            co_await router.introduce();
            co_await router.hear(); // a command that is never answered
            if (i % 4 == 0) router.hang_up();
            if (i % 4 == 1) router.reset();
            if (i % 4 == 2) {
                std::string half = "\x03!re\x20=na";
                co_await router.say_bytes(half);
                router.hang_up();
            }
        }
    }

    awaitable<void> one_life()
    {
        auto life = [](routeros::client& client, const routeros::router_facts&) {
            return ask(client);
        };
        try {
            co_await routeros::run_session(where, network, life);
        } catch (const boost::system::system_error&) {
            ++failed;
        }
    }

    static awaitable<void> ask(routeros::client& client)
    {
        routeros::sentence print("/interface/print");
        routeros::row_handler ignore;
        co_await client.run(print, ignore, std::chrono::hours(1));
        co_await runtime::pause(std::chrono::hours(1));
    }

    awaitable<void> live(int lives)
    {
        for (int i = 0; i < lives; ++i)
            co_await one_life();
    }

    awaitable<void> both(int lives)
    {
        auto script = be_router(lives);
        auto sessions = live(lives);
        co_await wait_for_both(std::move(script), std::move(sessions));
    }

    awaitable<void> wait_for_both(awaitable<void> script, awaitable<void> sessions)
    {
        auto patient = then_wait(std::move(script));
        co_await runtime::first_to_end(std::move(patient), std::move(sessions));
    }

    awaitable<void> then_wait(awaitable<void> script)
    {
        co_await std::move(script);
        co_await runtime::pause(std::chrono::hours(1));
    }

    boost::asio::io_context loop;
    support::scripted_router router{loop};
    routeros::network network;
    routeros::endpoint where = router.endpoint();
    int failed = 0;
};

}

BOOST_FIXTURE_TEST_SUITE(reconnect, fixture)

BOOST_AUTO_TEST_CASE(ten_thousand_sessions_leave_neither_memory_nor_files_behind)
{
    support::run_coroutine(loop, both(500)); // what is kept for good is taken by now
    loop.restart();
    auto files = open_files();
    auto memory = heap_in_use();
    support::run_coroutine(loop, both(10'000));
    BOOST_TEST(failed == 10'500);
    BOOST_TEST(open_files() == files);
    auto grown = static_cast<double>(heap_in_use()) - static_cast<double>(memory);
    BOOST_TEST(grown < 65'536, grown << " bytes more in use");
}

BOOST_AUTO_TEST_SUITE_END()
