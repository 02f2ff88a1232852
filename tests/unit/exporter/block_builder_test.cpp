#include "exporter/block_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

BOOST_AUTO_TEST_SUITE(block_builder)

using exporter::no_sample;

namespace {

using columns = std::vector<exporter::column>;

exporter::table_content content()
{
    exporter::table_content out;
    out.values.reserve(100);
    return out;
}

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
    exporter::block_builder rows;
    add_row(rows, "a", {1, 10});
    add_row(rows, "b", {2, 20});
    auto out = content();
    columns found(3);
    rows.lay_out(std::array<std::size_t, 2>{2, 0}, out, found);
    BOOST_TEST(out.values == (std::vector<double>{1, 2, 10, 20}), boost::test_tools::per_element());
    BOOST_TEST(found[2].value(1) == 2);
    BOOST_TEST(found[0].value(1) == 20);
    BOOST_TEST(found[0].label(1) == "b");
    BOOST_TEST(!found[1].labels);
}

BOOST_AUTO_TEST_CASE(a_block_comes_behind_those_before)
{
    exporter::block_builder first;
    add_row(first, "a", {1});
    exporter::block_builder second;
    add_row(second, "x", {2});
    add_row(second, "y", {3});
    auto out = content();
    columns found(2);
    first.lay_out(std::array<std::size_t, 1>{0}, out, found);
    second.lay_out(std::array<std::size_t, 1>{1}, out, found);
    BOOST_TEST(found[0].rows == 1U);
    BOOST_TEST(found[0].label(0) == "a");
    BOOST_TEST(found[1].rows == 2U);
    BOOST_TEST(found[1].label(1) == "y");
    BOOST_TEST(found[1].value(1) == 3);
}

BOOST_AUTO_TEST_CASE(a_column_without_any_sample_takes_no_room)
{
    exporter::block_builder rows;
    add_row(rows, "a", {no_sample, no_sample, 7});
    add_row(rows, "b", {no_sample, 3, no_sample});
    auto out = content();
    columns found(3);
    rows.lay_out(std::array<std::size_t, 3>{0, 1, 2}, out, found);
    BOOST_TEST(out.values.size() == 4U);
    BOOST_TEST(!found[0].labels);
    BOOST_TEST(std::isnan(found[0].value(1)));
    BOOST_TEST(found[1].value(1) == 3);
}

BOOST_AUTO_TEST_CASE(without_rows_nothing_is_laid_out)
{
    exporter::block_builder rows;
    auto out = content();
    columns found(1);
    auto labels = rows.lay_out(std::array<std::size_t, 1>{0}, out, found);
    BOOST_TEST(!labels.labels);
    BOOST_TEST(!found[0].labels);
}

BOOST_AUTO_TEST_CASE(a_row_of_labels_that_are_there_is_dropped)
{
    exporter::block_builder rows;
    for (const auto* labels : {"a", "b", "a"}) {
        rows.labels().text() += labels;
        rows.end_row_once();
    }
    BOOST_TEST(rows.labels().size() == 2U);
    rows.labels().text() += "b";
    BOOST_TEST(rows.end_row_once() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
