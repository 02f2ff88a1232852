#include "exporter/html_text.hpp"
#include "routeros/text.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(html_text)

using exporter::html;
using std::chrono::duration;

BOOST_AUTO_TEST_CASE(markup_is_text)
{
    BOOST_TEST(html("<img src=x onerror=\"a('b')\">&") ==
               "&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;");
}

BOOST_AUTO_TEST_CASE(bytes_become_utf8_and_control_characters_visible)
{
    BOOST_TEST(html("Z\xFCrich\n\x7F") == "Zürich\uFFFD\uFFFD");
}

BOOST_AUTO_TEST_CASE(long_text_is_cut)
{
    auto text = html(std::string(100'000, 'x'));
    BOOST_TEST(text.size() < 1000U);
    BOOST_TEST(text.ends_with("…"));
    std::string split(511, 'x');
    split += "üüü";
    BOOST_TEST(routeros::is_utf8(html(split)));
}

BOOST_AUTO_TEST_CASE(ages_have_one_unit)
{
    BOOST_TEST(exporter::age_text(duration<double>(-3)) == "0 s");
    BOOST_TEST(exporter::age_text(duration<double>(119)) == "119 s");
    BOOST_TEST(exporter::age_text(duration<double>(120)) == "2 min");
    BOOST_TEST(exporter::age_text(duration<double>(7200)) == "2 h");
    BOOST_TEST(exporter::age_text(duration<double>(86400 * 9.9)) == "9 d");
}

BOOST_AUTO_TEST_CASE(durations_are_milliseconds_below_a_second)
{
    BOOST_TEST(exporter::duration_text(duration<double>(0.00042)) == "0.4 ms");
    BOOST_TEST(exporter::duration_text(duration<double>(0.0804)) == "80 ms");
    BOOST_TEST(exporter::duration_text(duration<double>(1.25)) == "1.2 s");
}

BOOST_AUTO_TEST_SUITE_END()
