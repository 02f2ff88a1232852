#include "exporter/label_text.hpp"
#include "routeros/text.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(label_text)

namespace {

std::string label(std::string_view bytes)
{
    std::string out;
    exporter::append_label_value(out, bytes);
    return out;
}

}

BOOST_AUTO_TEST_CASE(plain_text_stays_as_it_is)
{
    BOOST_TEST(label("<pppoe-joe@isp.example>") == "<pppoe-joe@isp.example>");
    BOOST_TEST(label("") == "");
}

BOOST_AUTO_TEST_CASE(backslash_quote_and_line_end_are_escaped)
{
    BOOST_TEST(label("a\\b\"c\nd\r") == "a\\\\b\\\"c\\nd\r");
}

BOOST_AUTO_TEST_CASE(utf8_stays_and_other_bytes_become_utf8)
{
    BOOST_TEST(label("Zürich") == "Zürich");
    BOOST_TEST(label("Z\xFCrich") == "Zürich");
}

BOOST_AUTO_TEST_CASE(a_nul_would_end_the_answer_and_is_replaced)
{
    using std::string_view_literals::operator""sv;
    BOOST_TEST(label("a\0b"sv) == "a\uFFFDb");
}

BOOST_AUTO_TEST_CASE(nuls_that_fill_up_a_field_are_cut_off)
{
    using std::string_view_literals::operator""sv;
    BOOST_TEST(label("core-sw\0\0\0"sv) == "core-sw");
    BOOST_TEST(label("Z\xFCrich\0"sv) == "Zürich");
    BOOST_TEST(label("\0\0"sv) == "");
    BOOST_TEST(label("a\0b\0"sv) == "a\uFFFDb");
    auto longest = std::string(exporter::label_value_limit, 'x');
    BOOST_TEST(label(longest + std::string(10, '\0')) == longest);
}

BOOST_AUTO_TEST_CASE(what_is_too_long_is_cut_at_a_characters_edge)
{
    std::string text(exporter::label_value_limit - 1, 'x');
    BOOST_TEST(label(text + "ü") == text);
    BOOST_TEST(label(text + "yz") == text + "y");
    BOOST_TEST(label(std::string(1'000'000, '\x80')).size() <= 3 * exporter::label_value_limit);
}

BOOST_AUTO_TEST_CASE(help_escapes_quotes_only_in_open_metrics)
{
    std::string out;
    exporter::append_help(out, "a \"b\"\n\\", false);
    BOOST_TEST(out == "a \"b\"\\n\\\\");
    out.clear();
    exporter::append_help(out, "a \"b\"", true);
    BOOST_TEST(out == "a \\\"b\\\"");
}

BOOST_AUTO_TEST_SUITE_END()
