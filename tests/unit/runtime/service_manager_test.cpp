#include "runtime/first_to_end.hpp"
#include "runtime/service_manager.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/datagram_protocol.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(service_manager)

namespace asio = boost::asio;
using asio::local::datagram_protocol;
using namespace std::chrono_literals;

namespace {

// The manager's side: a socket of datagrams, named in the environment.
struct manager {
    std::string path = std::filesystem::temp_directory_path() /
                       ("mikroscope-notify-" + std::to_string(::getpid()));
    asio::io_context loop;
    datagram_protocol::socket socket{loop, datagram_protocol::endpoint(path)};

    manager() { ::setenv("NOTIFY_SOCKET", path.c_str(), 1); }
    manager(const manager&) = delete;
    ~manager()
    {
        for (auto name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
            ::unsetenv(name);
        std::filesystem::remove(path);
    }

    void set_watchdog(std::chrono::microseconds time)
    {
        ::setenv("WATCHDOG_USEC", std::to_string(time.count()).c_str(), 1);
        ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
    }

    // The next that is told; nothing when there is none.
    std::string hear()
    {
        if (socket.available() == 0) return "";
        std::string text(512, ' ');
        text.resize(socket.receive(asio::buffer(text)));
        return text;
    }
};

// Lets the report run until `status` has been asked for so many times.
void report(std::chrono::milliseconds usually, int times, std::function<std::string()> status)
{
    asio::io_context loop;
    auto counted = [&] {
        if (--times == 0) loop.stop();
        return status();
    };
    asio::co_spawn(loop, runtime::report(counted, usually), [](const std::exception_ptr&) {});
    loop.run();
}

}

BOOST_AUTO_TEST_CASE(nothing_happens_where_nobody_listens)
{
    BOOST_TEST(!runtime::is_managed());
    BOOST_TEST(!runtime::watchdog_time().has_value());
    runtime::tell_ready();
    runtime::reload_notice reloading;
}

BOOST_AUTO_TEST_CASE(the_beginning_and_the_end_are_told)
{
    manager m;
    BOOST_TEST(runtime::is_managed());
    runtime::tell_ready();
    BOOST_TEST(m.hear() == "READY=1");
    runtime::tell_stopping();
    BOOST_TEST(m.hear() == "STOPPING=1");
}

BOOST_AUTO_TEST_CASE(a_reload_is_told_with_its_time_and_its_end)
{
    manager m;
    {
        runtime::reload_notice reloading;
        auto told = m.hear();
        BOOST_TEST(told.starts_with("RELOADING=1\nMONOTONIC_USEC="));
        auto microseconds = std::stoll(told.substr(told.rfind('=') + 1));
        BOOST_TEST(microseconds <= std::chrono::steady_clock::now().time_since_epoch() / 1us);
        BOOST_TEST(microseconds > 0);
        BOOST_TEST(m.hear() == "");
    }
    BOOST_TEST(m.hear() == "READY=1");
}

BOOST_AUTO_TEST_CASE(the_status_is_told_when_it_has_changed)
{
    manager m;
    std::vector<std::string> words{"c", "b", "b", "a"};
    auto next = [&] {
        auto word = words.back();
        words.pop_back();
        return word;
    };
    report(1ms, 4, next);
    BOOST_TEST(m.hear() == "STATUS=a");
    BOOST_TEST(m.hear() == "STATUS=b");
    BOOST_TEST(m.hear() == "STATUS=c");
    BOOST_TEST(m.hear() == "");
}

BOOST_AUTO_TEST_CASE(a_loop_that_turns_is_told_twice_in_the_watchdog_s_time)
{
    manager m;
    m.set_watchdog(20ms);
    BOOST_TEST((runtime::watchdog_time() == 20ms));
    auto begin = std::chrono::steady_clock::now();
    report(1h, 3, [] { return std::string(); });
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= 20ms));
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(m.hear() == "WATCHDOG=1");
    BOOST_TEST(m.hear() == "");
}

BOOST_AUTO_TEST_SUITE_END()
