#include "config/yaml_value.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;

namespace {

// One value and what is said about it.
struct subject {
    explicit subject(const std::string& text) : node(*config::read_yaml(text, file, found)) {}

    config::yaml_value value() { return {node, file, "key", found}; }
    std::string message() const { return found.empty() ? "" : found.back().text(); }

    std::string file = "a.yml";
    config::mistakes found;
    config::yaml_node node;
};

}

BOOST_AUTO_TEST_SUITE(yaml_value)

BOOST_AUTO_TEST_CASE(numbers_are_read_within_their_bounds)
{
    BOOST_TEST((subject("65535").value().integer(1, 65535) == 65535));
    BOOST_TEST((subject("+5").value().integer(1, 9) == 5));
    BOOST_TEST((subject("-29.86").value().number(-90, 90) == -29.86));
    for (auto text :
         {"0", "65536", "1.5", "0x10", "1e3", "x", "\"\"", "99999999999999999999", "[1]"})
        BOOST_TEST(!subject(text).value().integer(1, 65535), text);
    for (auto text : {"nan", "inf", "-inf", "1e999", "91", "1,5", "--1"})
        BOOST_TEST(!subject(text).value().number(-90, 90), text);
}

BOOST_AUTO_TEST_CASE(only_true_and_false_are_flags)
{
    BOOST_TEST((subject("true").value().flag() == true));
    BOOST_TEST((subject("false").value().flag() == false));
    subject yes("yes");
    BOOST_TEST(!yes.value().flag());
    BOOST_TEST(yes.message() == "a.yml:1:1: key: must be one of true, false; is \"yes\"");
}

BOOST_AUTO_TEST_CASE(durations_have_a_unit_and_bounds)
{
    BOOST_TEST((subject("1m30s").value().duration(1s, 1h) == 90s));
    subject bare("15");
    BOOST_TEST(!bare.value().duration(1s, 1h));
    BOOST_TEST(bare.message() ==
               "a.yml:1:1: key: must be a duration such as 15s or 1m30s; is \"15\"");
    subject lengthy("2h");
    BOOST_TEST(!lengthy.value().duration(1s, 1h));
    BOOST_TEST(lengthy.message() == "a.yml:1:1: key: must be 1s to 1h; is \"2h\"");
}

BOOST_AUTO_TEST_CASE(text_is_on_one_line_and_not_empty)
{
    BOOST_TEST(subject("Küche 1").value().text().value_or("") == "Küche 1");
    for (auto text : {"\"\"", "\"a\\nb\"", "\"a\\0b\"", "\"\\x7f\"", "[a]", "{a: b}", "~"})
        BOOST_TEST(!subject(text).value().text(), text);
    BOOST_TEST(!subject("abcdef").value().text(5));
}

BOOST_AUTO_TEST_CASE(a_quotation_is_bounded_and_on_one_line)
{
    BOOST_TEST(config::quoted("a\n\x7f"
                              "b") == "\"a??b\"");
    BOOST_TEST(config::quoted(std::string(64, 'a')) == "\"" + std::string(64, 'a') + "\"");
    BOOST_TEST(config::quoted(std::string(65, 'a')) == "\"" + std::string(64, 'a') + "...\"");
    BOOST_TEST(config::quoted(std::string(63, 'a') + "ü") == "\"" + std::string(63, 'a') + "...\"");
}

BOOST_AUTO_TEST_CASE(a_confidential_value_is_never_quoted)
{
    subject s("{password: swordfish, swordfish: [swordfish]}");
    auto secret = s.value().confidential();
    secret.expected("a list");
    secret.under(s.node.entries[0]).expected("a number");
    secret.under(s.node.entries[1]).items().front().expected("a number");
    secret.key_of(s.node.entries[1]).refuse("unknown key");
    BOOST_TEST(s.found[1].text() == "a.yml:1:12: key.password: must be a number");
    BOOST_TEST(s.found[3].text() == "a.yml:1:23: key: unknown key");
    for (const auto& m : s.found)
        BOOST_TEST(m.message.find("swordfish") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(paths_name_elements_and_quote_strange_keys)
{
    subject s("[{a: 1, \"b c\": 2}]");
    auto element = s.value().items().at(0);
    BOOST_TEST(element.under(element.node().entries[0]).path() == "key[0].a");
    BOOST_TEST(element.under(element.node().entries[1]).path() == "key[0][\"b c\"]");
}

BOOST_AUTO_TEST_SUITE_END()
