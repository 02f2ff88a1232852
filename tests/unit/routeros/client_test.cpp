#include "routeros/client.hpp"
#include "routeros/network.hpp"
#include "routeros/session.hpp"
#include "runtime/first_to_end.hpp"
#include "tests/support/printing.hpp"
#include "tests/support/run_coroutine.hpp"
#include "tests/support/scripted_router.hpp"

#include <boost/system/system_error.hpp>

using namespace std::chrono_literals;
using boost::asio::awaitable;
using routeros::ending;
using routeros::errc;
using routeros::sentence;
using support::tag_of;
using support::tagged;

namespace {

const routeros::row_handler no_rows;

struct listener final : routeros::command_sink {
    void on_row(const routeros::reply& row) override
    {
        rows.emplace_back(row.find("n").value_or(""));
    }
    void on_end(const routeros::outcome& o) override { end = o; }
    std::vector<std::string> rows;
    std::optional<routeros::outcome> end;
};

// A logged-in client with a scripted router at the other end. The test ends with the client's part;
// what broke the link, if it broke, is in `broken`.
struct fixture {
    using part = std::function<awaitable<void>(routeros::client&)>;

    void run(std::function<awaitable<void>()> router_part, part client_part)
    {
        auto both =
            runtime::first_to_end(client_side(std::move(client_part)), then_wait(router_part));
        support::run_coroutine(loop, std::move(both));
    }

    awaitable<void> then_wait(std::function<awaitable<void>()> router_part)
    {
        co_await router.welcome();
        co_await router_part();
        co_await runtime::pause(1h);
    }

    awaitable<void> client_side(part client_part)
    {
        routeros::transport link(loop.get_executor(), where, network);
        co_await link.connect();
        routeros::sentence_reader reader;
        co_await routeros::log_in(link, reader, where);
        routeros::client client(std::move(link), std::move(reader), where.timeouts);
        auto served = serve(client);
        auto used = client_part(client);
        co_await runtime::first_to_end(std::move(served), std::move(used));
    }

    // Does not end with the link, so that the client's part can look at what is left.
    awaitable<void> serve(routeros::client& client)
    {
        try {
            co_await client.serve();
        } catch (const boost::system::system_error& e) {
            broken = e.code();
        }
        co_await runtime::pause(1h);
    }

    // The router's part that has no rows, but answers.
    awaitable<void> answer_all(int& questions)
    {
        for (;;) {
            auto question = co_await router.hear();
            if (question.empty()) co_return;
            ++questions;
            auto done = tagged("!done", tag_of(question));
            co_await router.say(done);
        }
    }

    boost::asio::io_context loop;
    support::scripted_router router{loop};
    routeros::network network;
    routeros::endpoint where = router.endpoint();
    boost::system::error_code broken;
};

}

BOOST_FIXTURE_TEST_SUITE(client, fixture)

BOOST_AUTO_TEST_CASE(runs_commands_at_once_whatever_the_order_of_their_replies)
{
    auto router_part = [&]() -> awaitable<void> {
        auto first = co_await router.hear();
        auto second = co_await router.hear();
        auto row = tagged("!re", tag_of(second));
        row.attribute("n", "second");
        co_await router.say(row);
        auto done = tagged("!done", tag_of(second));
        co_await router.say(done);
        row = tagged("!re", tag_of(first));
        row.attribute("n", "first");
        co_await router.say(row);
        done = tagged("!done", tag_of(first));
        co_await router.say(done);
    };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        listener a, b;
        sentence one("/one"), two("/two");
        auto running_a = client.start(one, a, 10s);
        auto running_b = client.start(two, b, 10s);
        sentence third("/three");
        while (!a.end || !b.end)
            co_await runtime::pause(1ms);
        BOOST_TEST((a.rows == std::vector<std::string>{"first"}));
        BOOST_TEST((b.rows == std::vector<std::string>{"second"}));
        BOOST_TEST(!running_a.running());
        BOOST_TEST(!running_b.running());
    });
}

BOOST_AUTO_TEST_CASE(run_gives_the_outcome_to_a_coroutine)
{
    auto router_part = [&]() -> awaitable<void> {
        auto words = co_await router.hear();
        BOOST_TEST(words.at(0) == "/ip/address/add");
        auto done = tagged("!done", tag_of(words));
        done.attribute("ret", "*5");
        co_await router.say(done);
    };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        sentence add("/ip/address/add");
        auto end = co_await client.run(add, no_rows, 10s);
        BOOST_TEST(end.ok());
        BOOST_TEST(end.ret == "*5");
    });
}

BOOST_AUTO_TEST_CASE(a_subscription_that_ends_cancels_its_command_on_the_router)
{
    auto heard = false;
    auto router_part = [&]() -> awaitable<void> {
        auto listen = co_await router.hear();
        auto row = tagged("!re", tag_of(listen));
        co_await router.say(row);
        auto cancel = co_await router.hear();
        BOOST_TEST(cancel.at(0) == "/cancel");
        BOOST_TEST(cancel.at(1) == "=tag=" + tag_of(listen));
        BOOST_TEST(tag_of(cancel) != tag_of(listen));
        heard = true;
    };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        listener a;
        {
            sentence listen("/interface/listen");
            auto running = client.start(listen, a, 0ms);
            while (a.rows.empty())
                co_await runtime::pause(1ms);
        }
        while (!heard)
            co_await runtime::pause(1ms);
        BOOST_TEST(!a.end.has_value());
    });
}

BOOST_AUTO_TEST_CASE(a_timeout_ends_one_command_and_cancels_it)
{
    auto router_part = [&]() -> awaitable<void> {
        auto slow = co_await router.hear();
        auto cancel = co_await router.hear();
        BOOST_TEST(cancel.at(0) == "/cancel");
        auto done = tagged("!done", tag_of(slow));
        co_await router.say(done);
        done = tagged("!done", tag_of(cancel));
        co_await router.say(done);
        auto next = co_await router.hear();
        done = tagged("!done", tag_of(next));
        co_await router.say(done);
    };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        sentence slow("/slow"), next("/next");
        auto late = co_await client.run(slow, no_rows, 5ms);
        BOOST_TEST((late.how == ending::timed_out));
        auto fine = co_await client.run(next, no_rows, 10s);
        BOOST_TEST(fine.ok());
    });
}

BOOST_AUTO_TEST_CASE(what_is_asked_at_once_is_waited_for_in_any_order)
{
    auto router_part = [&]() -> awaitable<void> {
        auto first = co_await router.hear();
        auto second = co_await router.hear();
        auto done = tagged("!done", tag_of(second)).attribute("ret", "2");
        co_await router.say(done);
        done = tagged("!done", tag_of(first)).attribute("ret", "1");
        co_await router.say(done);
    };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        sentence first("/first"), second("/second");
        auto one = client.ask(first, no_rows, 10s);
        auto two = client.ask(second, no_rows, 10s);
        auto end = co_await one.end();
        BOOST_TEST(end.ret == "1");
        end = co_await two.end(); // it ended first
        BOOST_TEST(end.ret == "2");
    });
}

BOOST_AUTO_TEST_CASE(a_router_that_does_not_answer_a_cancel_loses_the_link)
{
    where.timeouts.answer = 5ms;
    auto router_part = [&]() -> awaitable<void> { co_await router.hear(); };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        sentence slow("/slow");
        co_await client.run(slow, no_rows, 5ms);
        while (!broken)
            co_await runtime::pause(1ms);
        BOOST_TEST(broken == errc::cancel_unanswered);
    });
}

BOOST_AUTO_TEST_CASE(a_silent_router_is_asked_and_then_given_up)
{
    where.timeouts.keep_alive = 5ms;
    where.timeouts.answer = 5ms;
    auto asked = false;
    auto router_part = [&]() -> awaitable<void> {
        auto question = co_await router.hear();
        asked = question.at(0) == "/system/identity/print";
    };
    run(router_part, [&](routeros::client&) -> awaitable<void> {
        while (!broken)
            co_await runtime::pause(1ms);
        BOOST_TEST(broken == errc::silent);
        BOOST_TEST(asked);
    });
}

BOOST_AUTO_TEST_CASE(an_answer_to_the_keep_alive_keeps_the_link)
{
    where.timeouts.keep_alive = 5ms;
    auto questions = 0;
    auto router_part = [&] { return answer_all(questions); };
    run(router_part, [&](routeros::client&) -> awaitable<void> {
        while (questions < 5)
            co_await runtime::pause(1ms);
        BOOST_TEST(!broken);
    });
}

BOOST_AUTO_TEST_CASE(names_how_the_link_ended)
{
    using namespace std::string_literals;
    struct {
        const char* name;
        std::string last_bytes;
        bool reset;
        errc expected;
    } const cases[] = {
        {"between sentences", "", false, errc::closed},
        {"within a word", "\x05!do"s, false, errc::truncated},
        {"within a length", "\xC0"s, false, errc::truncated},
        {"reset", "", true, errc::reset},
        {"fatal", "\x06!fatal\x1dsession terminated on request\0"s, false, errc::fatal},
        {"control byte", "\xF8"s, false, errc::bad_length},
        {"a word of 4 GiB", "\xF0\xFF\xFF\xFF\xFF"s, false, errc::too_long},
    };
    for (const auto& c : cases) {
        fixture own;
        auto router_part = [&]() -> awaitable<void> {
            co_await own.router.hear();
            co_await own.router.say_bytes(c.last_bytes);
            if (c.reset)
                own.router.reset();
            else
                own.router.hang_up();
        };
        own.run(router_part, [&](routeros::client& client) -> awaitable<void> {
            sentence print("/print");
            auto end = co_await client.run(print, no_rows, 10s);
            BOOST_TEST((end.how == ending::link_lost), c.name);
            while (!own.broken)
                co_await runtime::pause(1ms);
            BOOST_TEST(own.broken == c.expected, c.name << ": " << own.broken.message());
        });
    }
}

BOOST_AUTO_TEST_CASE(a_router_that_stops_reading_loses_the_link)
{
    auto router_part = [&]() -> awaitable<void> { co_await runtime::pause(1h); };
    run(router_part, [&](routeros::client& client) -> awaitable<void> {
        listener ignored;
        std::vector<routeros::subscription> running;
        sentence small("/x");
        small.word(std::string(1000, '?'));
        // More than the system's buffers and the limit together hold; each is small.
        for (int i = 0; i < 50'000 && !broken; ++i) {
            running.push_back(client.start(small, ignored, 1h));
            if (i % 100 == 0) co_await runtime::pause(1ms);
        }
        while (!broken)
            co_await runtime::pause(1ms);
        BOOST_TEST(broken == errc::not_reading);
    });
}

BOOST_AUTO_TEST_CASE(a_question_is_asked_before_a_router_is_called_silent)
{
    // As after a stop of this whole process: the keep-alive's time is long over when the watch
    // wakes.
    where.timeouts.keep_alive = 1ms;
    where.timeouts.answer = 10s;
    auto questions = 0;
    auto router_part = [&] { return answer_all(questions); };
    run(router_part, [&](routeros::client&) -> awaitable<void> {
        auto asleep_until = std::chrono::steady_clock::now() + 50ms;
        while (std::chrono::steady_clock::now() < asleep_until) {
        }
        while (questions < 2)
            co_await runtime::pause(1ms);
        BOOST_TEST(!broken);
    });
}

BOOST_AUTO_TEST_SUITE_END()
