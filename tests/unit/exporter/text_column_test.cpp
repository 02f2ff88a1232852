#include "exporter/text_column.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text_column)

BOOST_AUTO_TEST_CASE(gives_back_each_rows_text)
{
    exporter::text_column texts;
    texts.append("{a=\"1\"}");
    texts.append("");
    texts.append("{a=\"22\"}");
    BOOST_TEST(texts.size() == 3U);
    BOOST_TEST(texts[0] == "{a=\"1\"}");
    BOOST_TEST(texts[1] == "");
    BOOST_TEST(texts[2] == "{a=\"22\"}");
}

BOOST_AUTO_TEST_CASE(a_row_written_in_pieces_can_be_dropped)
{
    exporter::text_column texts;
    texts.append("first");
    texts.text() += "sec";
    texts.text() += "ond";
    BOOST_TEST(texts.open_row() == "second");
    texts.drop_row();
    BOOST_TEST(texts.open_row() == "");
    texts.append("third");
    BOOST_TEST(texts[1] == "third");
}

BOOST_AUTO_TEST_CASE(another_column_is_put_behind)
{
    exporter::text_column texts;
    texts.append("first");
    exporter::text_column more;
    more.append("second");
    more.append("");
    more.append("fourth");
    texts.append(more);
    BOOST_REQUIRE(texts.size() == 4U);
    BOOST_TEST(texts[0] == "first");
    BOOST_TEST(texts[1] == "second");
    BOOST_TEST(texts[2] == "");
    BOOST_TEST(texts[3] == "fourth");
}

BOOST_AUTO_TEST_CASE(index_finds_every_row_and_nothing_else)
{
    exporter::text_column texts;
    exporter::row_index index;
    BOOST_TEST(!index.find(texts, "0"));
    for (std::size_t i = 0; i < 1000; ++i) {
        texts.append(std::to_string(i));
        BOOST_TEST(index.insert(texts, texts[i], i) == i);
    }
    for (std::size_t i = 0; i < 1000; ++i)
        BOOST_TEST(index.find(texts, std::to_string(i)).value() == i);
    BOOST_TEST(!index.find(texts, "1000"));
}

BOOST_AUTO_TEST_CASE(index_keeps_the_first_of_equal_rows)
{
    exporter::text_column texts;
    exporter::row_index index;
    texts.append("same");
    index.insert(texts, texts[0], 0);
    texts.append("same");
    BOOST_TEST(index.insert(texts, texts[1], 1) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
