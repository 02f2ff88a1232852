#include "runtime/first_to_end.hpp"
#include "runtime/name_resolver.hpp"
#include "tests/support/run_coroutine.hpp"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

namespace {

// A name server that answers a name when it is told to. Threads that ask it may outlive the test.
struct name_server {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::string> asked;
    std::vector<std::string> answered;

    runtime::name_answer look_up(const std::string& host)
    {
        std::unique_lock lock(mutex);
        asked.push_back(host);
        changed.notify_all();
        changed.wait(lock, [&] { return has(answered, host); });
        return {{boost::asio::ip::make_address("10.0.0.7")}, {}};
    }
    void answer(const std::string& host)
    {
        std::lock_guard lock(mutex);
        answered.push_back(host);
        changed.notify_all();
    }
    void wait_for_question(const std::string& host)
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return has(asked, host); });
    }
    void forget()
    {
        std::lock_guard lock(mutex);
        asked.clear();
        answered.clear();
    }
    std::vector<std::string> questions()
    {
        std::lock_guard lock(mutex);
        return asked;
    }
    static bool has(const std::vector<std::string>& list, const std::string& host)
    {
        return std::find(list.begin(), list.end(), host) != list.end();
    }
};

// What one who asks is told.
struct curious {
    curious(runtime::name_resolver& names, const std::string& host)
        : question(names.ask(host, [this](const auto& answer) { told.set_value(answer); }))
    {
    }
    std::promise<runtime::name_answer> told;
    std::unique_ptr<runtime::name_resolver::question> question; // goes first
};

struct fixture {
    std::shared_ptr<name_server> server = std::make_shared<name_server>();
    runtime::name_resolver names = resolver({.at_once = 4});

    ~fixture()
    {
        for (const auto* host : {"a", "b", "c", "d"})
            server->answer(host);
    }
    runtime::name_resolver resolver(runtime::resolver_limits limits) const
    {
        return runtime::name_resolver([s = server](const auto& host) { return s->look_up(host); },
                                      limits);
    }
};

}

BOOST_FIXTURE_TEST_SUITE(name_resolver, fixture)

BOOST_AUTO_TEST_CASE(who_asks_is_told)
{
    curious one(names, "a");
    server->answer("a");
    BOOST_TEST(one.told.get_future().get().addresses.front().to_string() == "10.0.0.7");
}

BOOST_AUTO_TEST_CASE(a_name_several_ask_for_is_looked_up_once)
{
    curious one(names, "a");
    curious other(names, "a");
    server->answer("a");
    one.told.get_future().wait();
    other.told.get_future().wait();
    BOOST_TEST(server->questions().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_name_without_an_answer_does_not_hold_up_others)
{
    curious slow(names, "a");
    server->wait_for_question("a");
    curious quick(names, "b");
    server->answer("b");
    quick.told.get_future().wait();
}

BOOST_AUTO_TEST_CASE(of_unknown_names_no_more_are_looked_up_at_once_than_half)
{
    curious first(names, "a");
    curious second(names, "b");
    curious third(names, "c");
    server->wait_for_question("a");
    server->wait_for_question("b");
    BOOST_TEST(server->questions().size() == 2U);
    server->answer("a");
    server->wait_for_question("c");
}

BOOST_AUTO_TEST_CASE(a_name_nobody_wants_any_more_is_not_looked_up)
{
    curious first(names, "a");
    curious second(names, "b");
    {
        curious gone(names, "c");
    }
    curious fourth(names, "d");
    server->answer("a");
    server->wait_for_question("d");
    BOOST_TEST(!name_server::has(server->questions(), "c"));
}

BOOST_AUTO_TEST_CASE(names_without_an_answer_leave_half_the_lookups_to_those_that_had_one)
{
    {
        curious known(names, "d");
        server->answer("d");
        known.told.get_future().wait();
    }
    server->forget();
    curious a(names, "a");
    curious b(names, "b");
    curious c(names, "c");
    curious d(names, "d");
    for (const auto* host : {"a", "b", "d"})
        server->wait_for_question(host);
    BOOST_TEST(!name_server::has(server->questions(), "c"));
}

BOOST_AUTO_TEST_CASE(lookups_that_are_late_are_not_waited_for)
{
    auto narrow = resolver({.at_once = 1, .slow_after = 300ms});
    for (const auto* host : {"a", "b"}) {
        curious known(narrow, host);
        server->answer(host);
        known.told.get_future().wait();
    }
    server->forget();
    curious stuck(narrow, "a");
    server->wait_for_question("a");
    while (!name_server::has(server->questions(), "b")) {
        curious patient(narrow, "b");
        std::this_thread::yield();
    }
}

BOOST_AUTO_TEST_CASE(a_name_that_became_slow_is_one_of_those_without_an_answer)
{
    auto strict = resolver({.at_once = 4, .slow_after = 0ms});
    {
        curious once(strict, "c");
        server->answer("c");
        once.told.get_future().wait();
    }
    server->forget();
    curious a(strict, "a");
    curious b(strict, "b");
    curious c(strict, "c");
    server->wait_for_question("a");
    server->wait_for_question("b");
    BOOST_TEST(!name_server::has(server->questions(), "c"));
}

BOOST_AUTO_TEST_CASE(its_end_waits_for_no_lookup)
{
    auto own = std::make_unique<runtime::name_resolver>(
        [s = server](const auto& host) { return s->look_up(host); });
    auto question = own->ask("a", [](const auto&) { std::abort(); });
    server->wait_for_question("a");
    own.reset();
}

BOOST_AUTO_TEST_CASE(a_coroutine_may_leave_before_the_answer)
{
    boost::asio::io_context loop;
    auto wait_and_leave = [&]() -> boost::asio::awaitable<void> {
        auto asking = [](runtime::name_resolver& n) -> boost::asio::awaitable<void> {
            co_await n.resolve("a");
        };
        auto question = asking(names);
        auto leaving = runtime::pause(1ms);
        co_await runtime::first_to_end(std::move(question), std::move(leaving));
    };
    support::run_coroutine(loop, wait_and_leave());
}

BOOST_AUTO_TEST_CASE(a_coroutine_goes_on_with_the_answer)
{
    boost::asio::io_context loop;
    server->answer("a");
    std::size_t found = 0;
    auto ask = [&]() -> boost::asio::awaitable<void> {
        auto answer = co_await names.resolve("a");
        found = answer.addresses.size();
    };
    support::run_coroutine(loop, ask());
    BOOST_TEST(found == 1U);
}

BOOST_AUTO_TEST_CASE(the_system_knows_this_machine_and_says_what_it_does_not_know)
{
    BOOST_TEST(!runtime::look_up_name("localhost").addresses.empty());
    auto unknown = runtime::look_up_name("router.invalid");
    BOOST_TEST(unknown.addresses.empty());
    BOOST_TEST(!unknown.failure.empty());
}

BOOST_AUTO_TEST_SUITE_END()
