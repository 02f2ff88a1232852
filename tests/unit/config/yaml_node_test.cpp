#include "config/yaml_node.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using node = config::yaml_node;

struct answer {
    std::optional<node> root;
    config::mistakes found;

    std::string message() const { return found.empty() ? "" : found.front().text(); }
};

answer read(const std::string& text, const config::yaml_limits& limits = {})
{
    answer a;
    a.root = config::read_yaml(text, "a.yml", a.found, limits);
    BOOST_TEST(a.found.size() == (a.root ? 0U : 1U));
    return a;
}

}

BOOST_AUTO_TEST_SUITE(yaml_node)

BOOST_AUTO_TEST_CASE(every_value_knows_its_place)
{
    auto root = *read("# first\nname: a\nlist:\n  - x\n  - {k: v}\n").root;
    BOOST_TEST((root.what == node::kind::map));
    BOOST_REQUIRE(root.entries.size() == 2U);
    const auto& list = root.entries[1].value;
    BOOST_TEST(root.entries[0].key.line == 2);
    BOOST_TEST(root.entries[0].value.column == 7);
    BOOST_TEST((list.what == node::kind::list));
    BOOST_TEST(list.items[1].line == 5);
    BOOST_TEST(list.items[1].column == 5);
    BOOST_TEST(list.items[1].entries[0].value.text == "v");
}

BOOST_AUTO_TEST_CASE(scalars_stay_text_as_written)
{
    auto root = *read("[off, 007, 1e3, \"quoted\", 'it''s', ~, ]").root;
    std::string texts;
    for (const auto& item : root.items)
        texts += item.text + "|";
    BOOST_TEST(texts == "off|007|1e3|quoted|it's||");
    BOOST_TEST((root.items[5].what == node::kind::nothing));
}

BOOST_AUTO_TEST_CASE(repeated_keys_are_kept_for_the_reader_to_report)
{
    BOOST_TEST(read("a: 1\na: 2\n").root->entries.size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_empty_document_is_nothing)
{
    for (auto text : {"", "\n\n", "# only a comment\n", "---\n"})
        BOOST_TEST((read(text).root->what == node::kind::nothing));
}

BOOST_AUTO_TEST_CASE(references_are_refused)
{
    for (auto text : {"a: &x 1", "a: &x [1]", "a: &x {b: 1}", "&x a: 1", "<<: {a: 1}", "&x a"})
        BOOST_TEST(read(text).message().find("anchors") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(keys_are_text)
{
    for (auto text : {"[a]: 1", "{a: b}: 1", "? [a]\n: 1", "? {a: b}\n: 1", "~: 1"})
        BOOST_TEST(read(text).message().find("a key must be text") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(tags_and_further_documents_are_refused)
{
    BOOST_TEST(read("a: !!binary aGk=").message() == "a.yml:1:4: tags (!) are not read: remove it");
    BOOST_TEST(read("a: 1\n---\nb: 1").message() ==
               "a.yml:2:1: must hold one document; a second one begins here");
}

BOOST_AUTO_TEST_CASE(text_that_is_not_text_is_refused)
{
    using std::string_literals::operator""s;
    BOOST_TEST(read("a: \xFF").message() == "a.yml: must be UTF-8 text");
    BOOST_TEST(read("a: 1\nb: x\0y"s).message() ==
               "a.yml:2:5: a control character stands here: remove it");
    BOOST_TEST(read("a: \x04").message() ==
               "a.yml:1:4: a control character stands here: remove it");
}

BOOST_AUTO_TEST_CASE(limits_are_kept)
{
    config::yaml_limits limits{.bytes = 64, .depth = 3, .nodes = 10};
    BOOST_TEST(read("[[[1]]]", limits).root.has_value());
    BOOST_TEST(read("[[[[1]]]]", limits).message() == "a.yml:1:4: nested deeper than 3 levels");
    BOOST_TEST(read("[1, 2, 3, 4, 5, 6, 7, 8, 9]", limits).root.has_value());
    BOOST_TEST(read("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", limits).message() ==
               "a.yml:1:29: more than 10 values in one file");
    BOOST_TEST(read(std::string(65, ' '), limits).message() == "a.yml: larger than 64 bytes");
}

BOOST_AUTO_TEST_CASE(deep_nesting_ends_before_the_stack_does)
{
    for (auto open : {"[", "{a: ", "- ", "? "}) {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += open;
        BOOST_TEST(!read(text).root.has_value());
    }
}

BOOST_AUTO_TEST_CASE(tabs_are_named_as_what_is_wrong)
{
    BOOST_TEST(read("a:\n\tb: 1\n").message() == "a.yml:2:3: indented with a tab: use spaces");
}

BOOST_AUTO_TEST_SUITE_END()
