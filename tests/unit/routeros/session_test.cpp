#include "routeros/network.hpp"
#include "routeros/session.hpp"
#include "runtime/first_to_end.hpp"
#include "tests/support/printing.hpp"
#include "tests/support/run_coroutine.hpp"
#include "tests/support/scripted_router.hpp"

#include <boost/asio/detached.hpp>
#include <boost/system/system_error.hpp>

#include <set>
#include <sys/resource.h>

using namespace std::chrono_literals;
using namespace std::string_literals;
using boost::asio::awaitable;
using routeros::errc;
using routeros::sentence;

namespace {

struct fixture {
    // What a session against this router ends with.
    boost::system::error_code ending_of(std::function<awaitable<void>()> router_part)
    {
        boost::system::error_code code;
        auto test = [&]() -> awaitable<void> {
            auto script = then_wait(router_part);
            auto session = one_session(code);
            co_await runtime::first_to_end(std::move(script), std::move(session));
        };
        support::run_coroutine(loop, test());
        return code;
    }

    awaitable<void> then_wait(const std::function<awaitable<void>()>& router_part)
    {
        co_await router_part();
        co_await runtime::pause(1h);
    }

    awaitable<void> one_session(boost::system::error_code& code)
    {
        try {
            co_await routeros::run_session(where, network, life);
        } catch (const boost::system::system_error& e) {
            code = e.code();
            detail = e.what();
        }
    }

    boost::asio::io_context loop;
    support::scripted_router router{loop};
    routeros::network network;
    routeros::endpoint where = router.endpoint();
    std::string detail;
    routeros::router_facts facts;
    routeros::session_life life = [this](routeros::client&,
                                         const routeros::router_facts& f) -> awaitable<void> {
        facts = f;
        co_return;
    };
};

}

BOOST_FIXTURE_TEST_SUITE(session, fixture)

BOOST_AUTO_TEST_CASE(connects_logs_in_identifies_and_lives)
{
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        co_await router.introduce();
    });
    BOOST_TEST(!code);
    BOOST_TEST(facts.identity == "core-1");
    BOOST_TEST(facts.version == "7.4 (stable)");
    BOOST_TEST(facts.board == "CCR2004-16G-2S+");
    BOOST_TEST(facts.serial == "ABC123");
    BOOST_TEST((facts.gmt_offset == -210min));
}

BOOST_AUTO_TEST_CASE(what_is_left_to_ask_is_asked_at_once)
{
    std::set<std::string> asked;
    ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        co_await router.answer_question();
        for (int question = 0; question < 4; ++question) {
            auto words = co_await router.hear(); // none of them is answered
            asked.insert(words[0]);
        }
        router.hang_up();
    });
    std::set<std::string> expected{"/system/clock/print",
                                   "/system/identity/print",
                                   "/system/package/print",
                                   "/system/routerboard/print"};
    BOOST_TEST(asked == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(packages_are_those_installed_and_enabled)
{
    ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        co_await router.introduce();
    });
    BOOST_REQUIRE(facts.packages);
    std::vector<std::string> expected = {"routeros", "wireless"};
    BOOST_TEST(*facts.packages == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_router_that_hides_its_packages_and_clock_is_lived_with)
{
    std::vector<std::string> hidden = {"/system/package/print", "/system/clock/print"};
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        co_await router.introduce(hidden);
    });
    BOOST_TEST(!code);
    BOOST_TEST(facts.serial == "ABC123");
    BOOST_TEST(!facts.packages.has_value());
    BOOST_TEST((facts.gmt_offset == 0s));
}

BOOST_AUTO_TEST_CASE(a_router_has_no_more_packages_than_it_may)
{
    ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        for (int question = 0; question < 5; ++question) {
            auto words = co_await router.hear();
            auto tag = support::tag_of(words);
            for (int i = 0; i < 1000; ++i) {
                auto row = support::tagged("!re", tag);
                row.attribute("name", std::string(5000, 'x')).attribute("version", "7.4");
                co_await router.say(row);
            }
            auto done = support::tagged("!done", tag);
            co_await router.say(done);
        }
    });
    BOOST_REQUIRE(facts.packages);
    BOOST_TEST(facts.packages->size() == routeros::most_packages);
    BOOST_TEST(facts.packages->back().size() == routeros::longest_text);
}

BOOST_AUTO_TEST_CASE(a_refused_login_has_its_own_error)
{
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.accept();
        co_await router.hear();
        sentence trap("!trap");
        trap.attribute("message", "invalid user name or password (6)");
        co_await router.say(trap);
        sentence done("!done");
        co_await router.say(done);
    });
    BOOST_TEST(code == errc::login_refused);
    BOOST_TEST(detail.find("invalid user name or password") != std::string::npos);
    BOOST_TEST(detail.find("s3cret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_who_answers_when_it_is_no_router)
{
    where.timeouts.login = 200ms;
    struct {
        const char* name;
        std::string bytes;
        bool hangs_up;
        errc expected;
    } const cases[] = {
        {"closed at once", "", true, errc::closed_before_reply},
        {"web server",
         "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
         true,
         errc::not_routeros},
        {"web server that stays", "HTTP/1.1 400 Bad Request\r\n\r\n", false, errc::not_routeros},
        {"long web page",
         "HTTP/1.1 200 OK\r\n\r\n" + std::string(100'000, 'x'),
         false,
         errc::not_routeros},
        {"TLS", "\x15\x03\x03\x00\x02\x02\x28"s, true, errc::wrong_port},
        {"SSH", "SSH-2.0-ROSSSH\r\n", false, errc::not_routeros},
        {"garbage", "\xff\xfe\xfd\xfc", false, errc::not_routeros},
        {"silence", "", false, errc::login_timeout},
        {"half a reply", "\x05!do", true, errc::truncated},
        {"half a reply and silence", "\x05!do", false, errc::login_timeout},
    };
    for (const auto& c : cases) {
        fixture own;
        own.where.timeouts.login = 200ms;
        auto code = own.ending_of([&]() -> awaitable<void> {
            co_await own.router.accept();
            co_await own.router.hear();
            co_await own.router.say_bytes(c.bytes);
            if (c.hangs_up) own.router.hang_up();
        });
        BOOST_TEST(code == c.expected, c.name << ": " << own.detail);
    }
}

BOOST_AUTO_TEST_CASE(says_what_a_wrong_length_was_before_the_first_reply)
{
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.accept();
        co_await router.hear();
        std::string reply_with_bad_length = "\x05!done\xF8";
        co_await router.say_bytes(reply_with_bad_length);
    });
    BOOST_TEST(code == errc::bad_length);
    BOOST_TEST(detail.find("first byte 248") != std::string::npos, detail);
}

BOOST_AUTO_TEST_CASE(a_port_nobody_listens_on_is_refused)
{
    router.stop_listening();
    auto code = ending_of([&]() -> awaitable<void> { co_return; });
    BOOST_TEST(code == errc::connection_refused);
}

BOOST_AUTO_TEST_CASE(a_connection_that_would_leave_no_files_to_others_is_not_begun)
{
    rlimit whole{};
    getrlimit(RLIMIT_NOFILE, &whole);
    auto few = whole;
    few.rlim_cur = 8; // more are open; the second half is for others
    setrlimit(RLIMIT_NOFILE, &few);
    auto code = ending_of([&]() -> awaitable<void> { co_return; });
    setrlimit(RLIMIT_NOFILE, &whole);
    BOOST_TEST(code == errc::out_of_files);
    BOOST_TEST(detail.find("LimitNOFILE") != std::string::npos, detail);
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_exist_is_said)
{
    where.host = "router.invalid";
    auto code = ending_of([&]() -> awaitable<void> { co_return; });
    BOOST_TEST(code == errc::name_not_found);
}

BOOST_AUTO_TEST_CASE(plain_text_where_tls_was_expected_is_a_wrong_port)
{
    where.tls.mode = routeros::tls_mode::insecure;
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.accept();
        sentence fatal("!fatal");
        co_await router.say(fatal);
    });
    BOOST_TEST(code == errc::wrong_port);
}

BOOST_AUTO_TEST_CASE(a_router_that_refuses_to_identify_is_not_lived_with)
{
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        auto words = co_await router.hear();
        auto trap = support::tagged("!trap", support::tag_of(words));
        trap.attribute("message", "not enough permissions (9)");
        co_await router.say(trap);
        auto done = support::tagged("!done", support::tag_of(words));
        co_await router.say(done);
    });
    BOOST_TEST(code == errc::unidentified);
    BOOST_TEST(detail.find("not enough permissions (9)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_ends_the_link_ends_the_life)
{
    auto left = false;
    struct scope {
        bool& left;
        ~scope() { left = true; }
    };
    life = [&](routeros::client&, const routeros::router_facts&) -> awaitable<void> {
        scope s{left};
        co_await runtime::pause(1h);
    };
    auto code = ending_of([&]() -> awaitable<void> {
        co_await router.welcome();
        co_await router.introduce();
        router.hang_up();
    });
    BOOST_TEST(code == errc::closed);
    BOOST_TEST(left);
}

BOOST_AUTO_TEST_CASE(the_connection_cut_after_every_byte_of_a_login_is_survived)
{
    const auto answer = sentence("!done").bytes();
    for (std::size_t cut = 0; cut < answer.size(); ++cut) {
        fixture own;
        auto code = own.ending_of([&]() -> awaitable<void> {
            co_await own.router.accept();
            co_await own.router.hear();
            co_await own.router.say_bytes(answer.substr(0, cut));
            own.router.hang_up();
        });
        BOOST_TEST(code == (cut == 0 ? errc::closed_before_reply : errc::truncated),
                   "after " << cut);
    }
}

BOOST_AUTO_TEST_SUITE_END()
