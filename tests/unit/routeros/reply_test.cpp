#include "routeros/reply.hpp"

#include <boost/test/unit_test.hpp>

using routeros::reply_kind;
using words = std::vector<std::string_view>;

BOOST_AUTO_TEST_SUITE(reply)

BOOST_AUTO_TEST_CASE(knows_each_reply_word)
{
    struct {
        std::string_view word;
        reply_kind kind;
    } const cases[] = {{"!re", reply_kind::row},
                       {"!done", reply_kind::done},
                       {"!trap", reply_kind::trap},
                       {"!fatal", reply_kind::fatal},
                       {"!empty", reply_kind::empty},
                       {"!foo", reply_kind::unknown},
                       {"re", reply_kind::unknown}};
    routeros::reply_parser parser;
    for (const auto& c : cases) {
        words sentence{c.word};
        BOOST_TEST((parser.parse(sentence).kind == c.kind), c.word);
    }
}

BOOST_AUTO_TEST_CASE(splits_attributes_at_the_second_equals_sign)
{
    struct {
        std::string_view word, name, value;
    } const cases[] = {
        {"=name=iu=c3Eeg", "name", "iu=c3Eeg"},
        {"=comment=", "comment", ""},
        {"=flag", "flag", ""},
        {"=", "", ""},
        {"==x", "", "x"},
        {"=.id=*1", ".id", "*1"},
    };
    routeros::reply_parser parser;
    for (const auto& c : cases) {
        words sentence{"!re", c.word};
        auto r = parser.parse(sentence);
        BOOST_TEST_REQUIRE(r.attributes.size() == 1U, c.word);
        BOOST_TEST(r.attributes[0].name == c.name);
        BOOST_TEST(r.attributes[0].value == c.value);
    }
}

BOOST_AUTO_TEST_CASE(finds_the_tag_in_any_position)
{
    routeros::reply_parser parser;
    for (const auto& sentence : {words{"!re", ".tag=5", "=a=1"}, words{"!re", "=a=1", ".tag=5"}}) {
        auto r = parser.parse(sentence);
        BOOST_TEST(r.tag.value() == "5");
        BOOST_TEST(r.attributes.size() == 1U);
    }
    words untagged{"!re", "=.tag=5"};
    BOOST_TEST(!parser.parse(untagged).tag);
}

BOOST_AUTO_TEST_CASE(keeps_the_bare_reason_of_fatal)
{
    routeros::reply_parser parser;
    words sentence{"!fatal", "session terminated on request"};
    BOOST_TEST(parser.parse(sentence).bare == "session terminated on request");
}

BOOST_AUTO_TEST_CASE(keeps_duplicate_names_in_order_and_finds_the_first)
{
    routeros::reply_parser parser;
    words sentence{"!re", "=a=1", "=b=2", "=a=3"};
    auto r = parser.parse(sentence);
    BOOST_TEST(r.attributes.size() == 3U);
    BOOST_TEST(r.find("a").value() == "1");
    BOOST_TEST(!r.find("c"));
}

BOOST_AUTO_TEST_CASE(an_empty_row_is_a_row)
{
    routeros::reply_parser parser;
    words sentence{"!re"};
    auto r = parser.parse(sentence);
    BOOST_TEST((r.kind == reply_kind::row));
    BOOST_TEST(r.attributes.empty());
}

BOOST_AUTO_TEST_CASE(tells_reply_words_from_other_text)
{
    for (auto word : {"!re", "!done", "!foo"})
        BOOST_TEST(routeros::is_reply_word(word), word);
    for (auto word : {"", "!", "!1", "TTP/1.1 400 Bad Request", "/login"})
        BOOST_TEST(!routeros::is_reply_word(word), word);
}

BOOST_AUTO_TEST_SUITE_END()
