#include "exporter/table.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(label_set_gives_back_each_rows_block)
{
    exporter::label_set labels;
    labels.append("{a=\"1\"}");
    labels.append("");
    labels.append("{a=\"22\"}");
    BOOST_TEST(labels.size() == 3U);
    BOOST_TEST(labels[0] == "{a=\"1\"}");
    BOOST_TEST(labels[1] == "");
    BOOST_TEST(labels[2] == "{a=\"22\"}");
}

BOOST_AUTO_TEST_SUITE_END()
