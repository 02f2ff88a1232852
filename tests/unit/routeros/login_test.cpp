#include "routeros/login.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::string_literals;
using routeros::errc;
using routeros::login_dialogue;
using routeros::login_mode;

namespace {

routeros::endpoint user(login_mode mode)
{
    routeros::endpoint e;
    e.username = "admin";
    e.password = runtime::secret("passTest");
    e.login = mode;
    return e;
}

auto hear(login_dialogue& dialogue, std::vector<std::string_view> words)
{
    routeros::reply_parser parser;
    return dialogue.on_reply(parser.parse(words));
}

const auto plain_login = "\x06/login\x0b=name=admin\x12=password=passTest\0"s;

}

BOOST_AUTO_TEST_SUITE(login)

BOOST_AUTO_TEST_CASE(answers_the_reference_challenges)
{
    // Protocol reference 2.1.
    struct {
        std::string password, challenge, response;
    } const vectors[] = {
        {"", "93b438ec9b80057c06dd9fe67d56aa9a", "00e134102a9d330dd7b1849fedfea3cb57"},
        {"passTest", "abc123", "0021277bff9ac7caf06aa608e46616d47f"},
        {"s3cret-p@ss", "0123456789abcdef0123456789abcdef", "003a854ad4548a4c2d3f7472955a2b5375"},
        {"p\xe4ss", "ebddd18303a54111e2dea05a92ab46b4", "00a378b689660d6733ecfe6df475670f28"},
        {"", "ebddd18303a54111e2dea05a92ab46b4", "001ea726ed53ae38520c8334f82d44c9f2"},
    };
    for (const auto& v : vectors)
        BOOST_TEST(routeros::challenge_response(v.password, v.challenge).value() == v.response);
}

BOOST_AUTO_TEST_CASE(has_no_answer_to_a_challenge_that_is_not_hexadecimal)
{
    for (auto challenge : {"", "abc", "xyzxyz", "12 4"})
        BOOST_TEST(!routeros::challenge_response("p", challenge), challenge);
}

BOOST_AUTO_TEST_CASE(plain_is_one_sentence_and_done)
{
    for (auto mode : {login_mode::plain, login_mode::automatic}) {
        login_dialogue dialogue(user(mode));
        BOOST_TEST(dialogue.opening().bytes() == plain_login);
        BOOST_TEST(!hear(dialogue, {"!done"}).value());
        BOOST_TEST(dialogue.done());
    }
}

BOOST_AUTO_TEST_CASE(automatic_falls_back_on_the_challenge_of_an_old_router)
{
    login_dialogue dialogue(user(login_mode::automatic));
    auto say = hear(dialogue, {"!done", "=ret=abc123"}).value();
    BOOST_TEST_REQUIRE(say.has_value());
    BOOST_TEST(say->bytes() ==
               "\x06/login\x0b=name=admin\x2c=response=0021277bff9ac7caf06aa608e46616d47f\0"s);
    BOOST_TEST(!dialogue.done());
    BOOST_TEST(!hear(dialogue, {"!done"}).value());
    BOOST_TEST(dialogue.done());
}

BOOST_AUTO_TEST_CASE(challenge_never_sends_the_password)
{
    login_dialogue dialogue(user(login_mode::challenge));
    BOOST_TEST(dialogue.opening().bytes() == "\x06/login\0"s);
    auto say = hear(dialogue, {"!done", "=ret=abc123"}).value();
    BOOST_TEST_REQUIRE(say.has_value());
    BOOST_TEST(say->bytes().find("passTest") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_modes_mismatch_says_what_to_set)
{
    login_dialogue plain(user(login_mode::plain));
    BOOST_TEST(hear(plain, {"!done", "=ret=abc123"}).error().is(errc::plain_unsupported));
    login_dialogue challenge(user(login_mode::challenge));
    BOOST_TEST(hear(challenge, {"!done"}).error().is(errc::challenge_unsupported));
    login_dialogue refused(user(login_mode::challenge));
    hear(refused, {"!trap", "=message=invalid user name or password (6)"}).value();
    BOOST_TEST(hear(refused, {"!done"}).error().is(errc::challenge_unsupported));
}

BOOST_AUTO_TEST_CASE(a_refusal_carries_the_routers_words)
{
    for (auto message : {"invalid user name or password (6)", "cannot log in"}) {
        login_dialogue dialogue(user(login_mode::automatic));
        hear(dialogue, {"!trap", "=message="s + message}).value();
        auto end = hear(dialogue, {"!done"});
        BOOST_TEST(end.error().is(errc::login_refused));
        BOOST_TEST(end.error().detail == message);
    }
}

BOOST_AUTO_TEST_CASE(a_trap_without_message_is_survived)
{
    login_dialogue dialogue(user(login_mode::automatic));
    hear(dialogue, {"!trap"}).value();
    BOOST_TEST(hear(dialogue, {"!done"}).error().is(errc::login_refused));
}

BOOST_AUTO_TEST_CASE(fatal_ends_it)
{
    login_dialogue dialogue(user(login_mode::automatic));
    auto end = hear(dialogue, {"!fatal", "too many sessions"});
    BOOST_TEST(end.error().is(errc::fatal));
    BOOST_TEST(end.error().detail == "too many sessions");
}

BOOST_AUTO_TEST_CASE(strangers_are_named)
{
    BOOST_TEST(routeros::stranger("HTTP/1.1 400 Bad Request").value().is(errc::not_routeros));
    BOOST_TEST(routeros::stranger("SSH-2.0-ROSSSH").value().is(errc::not_routeros));
    BOOST_TEST(routeros::stranger("\x15\x03\x03\x00\x02\x02\x28"s).value().is(errc::wrong_port));
    BOOST_TEST(routeros::stranger("\x05hello"s).value().is(errc::not_routeros));
}

BOOST_AUTO_TEST_CASE(the_beginning_of_a_reply_is_no_stranger)
{
    for (auto bytes : {""s, "\x05"s, "\x05!"s, "\x05!do"s, "\x81"s})
        BOOST_TEST(!routeros::stranger(bytes).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
