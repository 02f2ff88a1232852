// One collector's rows of one router, ready to be written out: label text rendered once per row,
// one numeric column per metric. Immutable once published; scrapes read it from other threads.
// A fleet has a hundred thousand of these, most of one row: hence few and small pieces of memory.
#pragma once

#include "exporter/text_column.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <vector>

namespace exporter {

// Label blocks as the exposition writes them: `{router="pop-1",site="durban",interface="ether1"}`.
using label_set = text_column;

// No sample: the router did not send the property. No router value reads as NaN.
inline constexpr double no_sample = std::numeric_limits<double>::quiet_NaN();

// Label sets, and the values of the metrics that have these labels in common.
struct row_block {
    label_set labels;
    std::vector<double> values; // one column after another, each of labels.size() values

    std::size_t bytes() const { return labels.bytes() + values.capacity() * sizeof(double); }
};

// One metric's values, by row of its label set. Points into what its table holds.
struct column {
    const label_set* labels = nullptr; // null: no samples
    const double* values = nullptr;    // null: 1 for every row, as of an info metric

    std::size_t size() const { return labels ? labels->size() : 0; }
    double value(std::size_t row) const
    {
        if (!labels) return no_sample;
        return values ? values[row] : 1;
    }
};

// The rows by the label that other collectors join on.
struct row_keys {
    text_column keys; // the label's value as the router sent it
    row_index index;
};

// What joined columns are made of: join().
struct join_rows {
    const label_set* labels = nullptr; // of the first block; null: the table has no rows
    text_column keys;                  // by row: the key of the row over there
};

// What an event's next run must know of this one.
struct event_memory {
    struct seen {
        std::uint64_t key; // a hash: a router could send any amount of text
        std::uint32_t row; // of labels
    };
    std::vector<seen> rows; // that were there, by key
    row_block counts;       // one column
};

struct table {
    // Of the family with that index in the compiled collector.
    const column& column_of(std::size_t family) const
    {
        static constexpr column no_column;
        return family < columns.size() ? columns[family] : no_column;
    }

    std::vector<column> columns; // by index of the family; those at the end may be missing
    std::vector<std::shared_ptr<const row_block>> blocks; // that columns point into; null: no rows
    std::size_t rows = 0;
    std::shared_ptr<const row_keys> keys;                // null: nobody joins with this collector
    std::shared_ptr<const join_rows> join;               // null: it joins with none
    std::shared_ptr<const std::vector<double>> joined{}; // values of the joined columns
    std::vector<std::shared_ptr<const event_memory>> events{}; // null: no whole run yet

    std::size_t bytes() const; // of memory
};

}
