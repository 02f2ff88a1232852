#include "exporter/block_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

BOOST_AUTO_TEST_SUITE(block_builder)

using exporter::no_sample;

namespace {

using columns = std::vector<exporter::column>;

void add_row(exporter::block_builder& rows, std::string_view labels, std::vector<double> values)
{
    rows.labels().text() += labels;
    rows.end_row();
    for (auto v : values)
        rows.add(v);
}

}

BOOST_AUTO_TEST_CASE(rows_are_laid_out_by_column)
{
    exporter::block_builder rows(0, nullptr);
    add_row(rows, "a", {1, 10});
    add_row(rows, "b", {2, 20});
    columns out(3);
    auto block = rows.finish(std::array<std::size_t, 2>{2, 0}, out);
    BOOST_TEST(block->values == (std::vector<double>{1, 2, 10, 20}),
               boost::test_tools::per_element());
    BOOST_TEST(out[2].value(1) == 2);
    BOOST_TEST(out[0].value(1) == 20);
    BOOST_TEST((*out[0].labels)[1] == "b");
    BOOST_TEST(out[1].size() == 0U);
}

BOOST_AUTO_TEST_CASE(a_column_without_any_sample_takes_no_room)
{
    exporter::block_builder rows(0, nullptr);
    add_row(rows, "a", {no_sample, no_sample, 7});
    add_row(rows, "b", {no_sample, 3, no_sample});
    columns out(3);
    auto block = rows.finish(std::array<std::size_t, 3>{0, 1, 2}, out);
    BOOST_TEST(block->values.size() == 4U);
    BOOST_TEST(out[0].size() == 0U);
    BOOST_TEST(std::isnan(out[0].value(1)));
    BOOST_TEST(out[1].value(1) == 3);
}

BOOST_AUTO_TEST_CASE(without_rows_there_is_no_block)
{
    exporter::block_builder rows(0, nullptr);
    columns out(1);
    BOOST_TEST(!rows.finish(std::array<std::size_t, 1>{0}, out));
    BOOST_TEST(out[0].size() == 0U);
}

BOOST_AUTO_TEST_CASE(a_row_of_labels_that_are_there_is_dropped)
{
    exporter::block_builder rows(1, nullptr);
    for (const auto* labels : {"{a", "{b", "{a"}) {
        rows.labels().text() += labels;
        rows.end_row_once();
    }
    BOOST_TEST(rows.labels().size() == 2U);
    rows.labels().text() += "{b";
    BOOST_TEST(rows.end_row_once() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
