#include "exporter/text_table.hpp"

#include <boost/test/unit_test.hpp>

using exporter::display_width;
using exporter::fitted;

BOOST_AUTO_TEST_SUITE(text_table)

BOOST_AUTO_TEST_CASE(columns_are_aligned_and_numbers_stand_to_the_right)
{
    exporter::text_table t(
        exporter::text_table::columns{{"interface"}, {"rx (bytes)", true}, {"note"}});
    t.add({"ether1", "12", "up"});
    t.add({"sfp-sfpplus-number-12", "38,784,330,741", ""});
    BOOST_TEST(t.text(false) == "interface                  rx (bytes)  note\n"
                                "ether1                             12  up\n"
                                "sfp-sfpplus-number-12  38,784,330,741\n");
}

BOOST_AUTO_TEST_CASE(only_a_terminal_gets_a_bold_header)
{
    exporter::text_table t(exporter::text_table::columns{{"a"}});
    t.add({"1"});
    BOOST_TEST(t.text(true) == "\x1b[1ma\x1b[0m\n1\n");
    BOOST_TEST(t.text(false) == "a\n1\n");
}

BOOST_AUTO_TEST_CASE(width_is_counted_in_places_of_the_terminal)
{
    BOOST_TEST(display_width("") == 0U);
    BOOST_TEST(display_width("ether1") == 6U);
    BOOST_TEST(display_width("K\u00fcche") == 5U);
    BOOST_TEST(display_width("e\u0301") == 1U);
    BOOST_TEST(display_width("\u6771\u4eac") == 4U);
    BOOST_TEST(display_width("\U0001f600") == 2U);
}

BOOST_AUTO_TEST_CASE(long_cells_are_cut_between_characters)
{
    BOOST_TEST(fitted("abcdef", 6) == "abcdef");
    BOOST_TEST(fitted("abcdefg", 6) == "abcde\u2026");
    BOOST_TEST(fitted("\u6771\u4eac\u6771", 4) == "\u6771\u2026");
    BOOST_TEST(fitted("K\u00fcche", 3) == "K\u00fc\u2026");
    exporter::text_table t(exporter::text_table::columns{{"name"}});
    t.add({std::string(1000, 'x')});
    BOOST_TEST(t.text(false) == "name\n" + std::string(47, 'x') + "\u2026\n");
}

BOOST_AUTO_TEST_CASE(what_a_router_sends_cannot_steer_the_terminal)
{
    exporter::text_table t(exporter::text_table::columns{{"name"}});
    t.add({"\x1b[2Jhidden\nline"});
    t.add({"K\xfc"
           "che"});
    BOOST_TEST(t.text(false) == "name\n\\x1b[2Jhidden\\nline\nK\u00fc"
                                "che\n");
}

BOOST_AUTO_TEST_SUITE_END()
