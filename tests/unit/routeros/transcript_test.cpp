#include "routeros/sentence.hpp"
#include "routeros/text.hpp"
#include "routeros/transcript.hpp"
#include "tests/support/printing.hpp"

#include <boost/test/unit_test.hpp>

#include <random>

using namespace std::string_literals;
using routeros::direction;
using routeros::phase;

namespace {

using words = std::vector<std::string_view>;

std::string sent(const words& w, phase when = phase::commands)
{
    return routeros::transcript_line(direction::sent, when, w);
}

std::string received(const words& w, phase when = phase::commands)
{
    return routeros::transcript_line(direction::received, when, w);
}

// Keeps the lines of what it is told.
struct lines final : routeros::sentence_observer {
    void on_sentence(direction way, phase when, routeros::sentence_view w) override
    {
        all.push_back(routeros::transcript_line(way, when, w));
    }
    std::vector<std::string> all;
};

}

BOOST_AUTO_TEST_SUITE(transcript)

BOOST_AUTO_TEST_CASE(a_line_says_who_spoke_and_every_word)
{
    BOOST_TEST(sent({"/interface/print", "=.proplist=name,rx-byte", "?type=ether", ".tag=7"}) ==
               "> /interface/print =.proplist=name,rx-byte ?type=ether .tag=7");
    BOOST_TEST(received({"!re", ".tag=7", "=name=ether1", "=comment="}) ==
               "< !re .tag=7 =name=ether1 =comment=");
}

BOOST_AUTO_TEST_CASE(passwords_keys_and_challenges_are_masked)
{
    BOOST_TEST(sent({"/login", "=name=mikroscope", "=password=s3cret"}, phase::login) ==
               "> /login =name=mikroscope =password=***");
    BOOST_TEST(sent({"/login", "=name=a", "=response=00112233"}, phase::login) ==
               "> /login =name=a =response=***");
    BOOST_TEST(received({"!done", "=ret=ebddd18303a54111"}, phase::login) == "< !done =ret=***");
    BOOST_TEST(received({"!done", "=ret=42"}) == "< !done =ret=42");
    for (auto property : {"password",
                          "secret",
                          "ipsec-secret",
                          "shared-secret",
                          "private-key",
                          "preshared-key",
                          "wpa-pre-shared-key",
                          "wpa2-pre-shared-key",
                          "passphrase",
                          "security.passphrase",
                          "configuration.security.passphrase",
                          "supplicant-password",
                          "static-key-0",
                          "static-sta-private-key",
                          "management-protection-key",
                          "authentication-password",
                          "encryption-password",
                          "authentication-key",
                          "auth-key",
                          "tcp-md5-key",
                          "key",
                          "pin",
                          "otp-secret"}) {
        BOOST_TEST(routeros::is_secret(property), property);
        auto word = "="s + property + "=hush hush";
        BOOST_TEST(received({"!re", word}) == "< !re ="s + property + "=***");
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_secret_is_shown)
{
    for (auto property :
         {"name", "public-key", "key-size", "comment", "pinned", "mac-address", "ret"})
        BOOST_TEST(!routeros::is_secret(property), property);
    BOOST_TEST(received({"!re", "=comment=password=1"}) == "< !re =comment=password=1");
    BOOST_TEST(sent({"/x/print", "=.proplist=name,password"}) ==
               "> /x/print =.proplist=name,password");
}

BOOST_AUTO_TEST_CASE(a_query_for_a_secret_is_masked_too)
{
    BOOST_TEST(sent({"/ppp/secret/print",
                     "?password=s3cret",
                     "?=password=s3cret",
                     "?>password=s3cret",
                     "?<secret=s3cret"}) ==
               "> /ppp/secret/print ?password=*** ?=password=*** ?>password=*** ?<secret=***");
    BOOST_TEST(sent({"/x/print", "?password", "?-password", "?#!", "?", "="}) ==
               "> /x/print ?password ?-password ?#! ? =");
}

BOOST_AUTO_TEST_CASE(a_line_is_one_line_of_utf8)
{
    BOOST_TEST(received({"!re", "=comment=two words", "=name=\"x\\y\""}) ==
               "< !re \"=comment=two words\" =name=\\\"x\\\\y\\\"");
    BOOST_TEST(received({"!re", "=a=1\r\n2\t3", "=b=\x1b[31m\x7f", "=c=\0"s}) ==
               "< !re =a=1\\r\\n2\\x093 =b=\\x1b[31m\\x7f =c=\\x00");
    BOOST_TEST(received({"!re",
                         "=a=K\xfc"
                         "che",
                         "=b=K\xc3\xbc"
                         "che"}) == "< !re =a=K\xc3\xbc"
                                    "che =b=K\xc3\xbc"
                                    "che");
    BOOST_TEST(received({"!re", "=a=\xc2\x9b", "=b=\xe2\x80\xae", "=c=\xe2\x80\xa8\xe2\x82\xac"}) ==
               "< !re =a=\\u009b =b=\\u202e =c=\\u2028\xe2\x82\xac");
}

BOOST_AUTO_TEST_CASE(a_long_word_is_cut_between_characters)
{
    auto ascii = "=a=" + std::string(5000, 'x');
    BOOST_TEST(received({"!re", ascii}) ==
               "< !re \"=a=" + std::string(1021, 'x') + "\xe2\x80\xa6 (5003 bytes)\"");
    std::string umlauts = "=ab=";
    for (int i = 0; i < 2000; ++i)
        umlauts += "\xc3\xa4";
    auto line = received({"!re", umlauts});
    BOOST_TEST(routeros::is_utf8(line));
    BOOST_TEST(line.ends_with("\xc3\xa4\xe2\x80\xa6 (4004 bytes)\""));
    std::string secret = "=password=" + std::string(1 << 20, 's');
    BOOST_TEST(received({"!re", secret}) == "< !re =password=***");
}

BOOST_AUTO_TEST_CASE(whatever_is_said_stays_one_line_of_utf8)
{
    std::mt19937 random(20);
    for (int i = 0; i < 20'000; ++i) {
        std::string word(random() % 40 + 1, '\0');
        for (auto& c : word)
            c = static_cast<char>(random() % 3 == 0 ? 0xE2 : random() % 256);
        auto line = received({"!re", word});
        BOOST_REQUIRE(routeros::is_utf8(line));
        BOOST_REQUIRE(std::all_of(
            line.begin(), line.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; }));
    }
}

BOOST_AUTO_TEST_CASE(a_sentence_on_its_way_out_is_told_word_by_word)
{
    lines heard;
    routeros::sentence login("/login");
    login.attribute("name", std::string(300, 'n')).attribute("password", "s3cret");
    routeros::tell_sent(heard, phase::login, login.bytes());
    routeros::tell_sent(heard, phase::login, login.words());
    auto expected = "> /login =name=" + std::string(300, 'n') + " =password=***";
    BOOST_TEST(heard.all == std::vector({expected, expected}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
