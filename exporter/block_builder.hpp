// A row_block while its rows come in.
#pragma once

#include "exporter/table.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace exporter {

class block_builder {
public:
    // `skip`: how long the text is that all its label sets begin with. `before`: the block of the
    // last run, for a guess at the size; may be null.
    block_builder(std::size_t skip, const row_block* before);

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

    // Lays the rows out by column. `families` has the family of each value of a row; those without
    // any sample are left out. Columns go to `out`, by family. Null without rows. Call once.
    std::shared_ptr<const row_block> finish(std::span<const std::size_t> families,
                                            std::vector<column>& out);

private:
    bool has_samples(std::size_t column, std::size_t columns) const;

    label_set labels_;
    row_index index_;
    std::vector<double> values_; // row after row
};

}
