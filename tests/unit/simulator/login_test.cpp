#include "routeros/login.hpp"
#include "tests/simulator/login.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using simulator::login_style;

const simulator::user_table users{{"joe", {"s3cret", {"api", "read"}}},
                                  {"web", {"s3cret", {"web"}}}};

simulator::request login_with(std::vector<std::pair<std::string, std::string>> arguments)
{
    simulator::request r;
    r.verb = "login";
    r.arguments = std::move(arguments);
    return r;
}

simulator::login::outcome
plain(login_style style, const std::string& name, const std::string& password)
{
    simulator::login l(style, false, 1);
    return l.hear(login_with({{"name", name}, {"password", password}}), users);
}

}

BOOST_AUTO_TEST_SUITE(login)

BOOST_AUTO_TEST_CASE(the_right_password_is_accepted)
{
    BOOST_TEST(plain(login_style::plain, "joe", "s3cret").accepted);
    BOOST_TEST(plain(login_style::both, "joe", "s3cret").accepted);
}

BOOST_AUTO_TEST_CASE(a_wrong_password_and_a_wrong_name_are_told_the_same)
{
    auto password = plain(login_style::plain, "joe", "other");
    auto name = plain(login_style::plain, "jim", "s3cret");
    BOOST_TEST(!password.accepted);
    BOOST_TEST(password.refusal == "invalid user name or password (6)");
    BOOST_TEST(name.refusal == password.refusal);
}

BOOST_AUTO_TEST_CASE(a_user_without_the_api_policy_is_refused)
{
    BOOST_TEST(!plain(login_style::plain, "web", "s3cret").accepted);
}

BOOST_AUTO_TEST_CASE(an_old_router_ignores_the_password_and_sends_a_challenge)
{
    auto result = plain(login_style::challenge, "joe", "s3cret");
    BOOST_TEST(!result.accepted);
    BOOST_TEST_REQUIRE(result.challenge.has_value());
    BOOST_TEST(result.challenge->size() == 32U);
}

BOOST_AUTO_TEST_CASE(the_response_to_the_challenge_is_accepted_once)
{
    simulator::login l(login_style::challenge, true, 1);
    auto challenge = l.hear(login_with({}), users).challenge.value();
    auto response = routeros::challenge_response("s3cret", challenge).value();
    auto words = login_with({{"name", "joe"}, {"response", response}});
    BOOST_TEST(l.hear(words, users).accepted);
    BOOST_TEST(!l.hear(words, users).accepted);
}

BOOST_AUTO_TEST_CASE(a_wrong_response_is_refused_in_the_words_of_its_version)
{
    simulator::login l(login_style::challenge, true, 1);
    l.hear(login_with({}), users);
    auto result = l.hear(login_with({{"name", "joe"}, {"response", "00ff"}}), users);
    BOOST_TEST(!result.accepted);
    BOOST_TEST(result.refusal == "cannot log in");
}

BOOST_AUTO_TEST_CASE(users_are_written_with_colons)
{
    auto all = simulator::parse_user("joe:s3cret").value();
    BOOST_TEST(all.first == "joe");
    BOOST_TEST(all.second.password == "s3cret");
    BOOST_TEST(all.second.may("reboot"));
    auto some = simulator::parse_user("joe::read,api").value();
    BOOST_TEST(some.second.password == "");
    BOOST_TEST(some.second.may("read"));
    BOOST_TEST(!some.second.may("reboot"));
    BOOST_TEST(simulator::parse_user("admin:").has_value());
    BOOST_TEST(!simulator::parse_user("joe").has_value());
    BOOST_TEST(!simulator::parse_user(":x").has_value());
    BOOST_TEST(!simulator::parse_user("joe:x:fly").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
