// Rows with the same kind of labels while they come in: a part of a table.
#pragma once

#include "exporter/table.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace exporter {

class block_builder {
public:
    void reserve(std::size_t rows, std::size_t label_bytes, std::size_t values);

    // The open row of these is the next row's.
    label_set& labels() { return labels_; }
    const label_set& labels() const { return labels_; }

    // Ends the open row, whatever rows there are. Its values follow.
    void end_row() { labels_.end_row(); }

    // The same, unless a row with these labels is there: then the open row is dropped. Returns the
    // row that has them. A block is given all its rows by this or all by the other.
    std::size_t end_row_once();

    // The next value of the last row.
    void add(double value) { values_.push_back(value); }

    // Of a block with one column.
    double& value(std::size_t row) { return values_[row]; }

    // Lays the rows out by column, behind what is in `out`, which must have reserved the room, and
    // tells `columns` where. `families` has the family of each value of a row; those without any
    // sample are left out. Returns a column of the rows without values; without rows, none.
    column lay_out(std::span<const std::size_t> families,
                   table_content& out,
                   std::span<column> columns) const;

    std::size_t value_count() const { return values_.size(); }

private:
    bool has_samples(std::size_t column, std::size_t columns) const;

    label_set labels_;
    row_index index_;
    std::vector<double> values_; // row after row
};

}
