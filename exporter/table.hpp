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

// The labels of rows, as the exposition writes them after what all series of the router begin with
// (router_series::open): `,interface="ether1"}`.
using label_set = text_column;

// No sample: the router did not send the property. No router value reads as NaN.
inline constexpr double no_sample = std::numeric_limits<double>::quiet_NaN();

// One metric's values, by row. Points into what its table holds.
struct column {
    const label_set* labels = nullptr; // null: no samples
    std::uint32_t first = 0;           // in `labels`
    std::uint32_t rows = 0;
    const double* values = nullptr; // null: 1 for every row, as of an info metric

    std::string_view label(std::size_t row) const { return (*labels)[first + row]; }
    double value(std::size_t row) const
    {
        if (!labels) return no_sample;
        return values ? values[row] : 1;
    }
};

// What columns are made of: rows with the same kind of labels one behind another, and for each
// such block of rows the values of its metrics, column after column.
struct table_content {
    label_set labels;
    std::vector<double> values;

    std::size_t bytes() const { return labels.bytes() + values.capacity() * sizeof(double); }
};

// The rows by the label that other collectors join on.
struct row_keys {
    text_column keys; // the label's value as the router sent it
    row_index index;
};

// What joined columns are made of: join().
struct join_rows {
    column labels;    // without values
    text_column keys; // by row: the key of the row over there
};

// What an event's next run must know of this one.
struct event_memory {
    struct seen {
        std::uint64_t key; // a hash: a router could send any amount of text
        std::uint32_t row; // of labels
    };
    std::vector<seen> rows; // that were there, by key
    table_content counts;   // one column
};

struct table {
    // Of the family with that index in the compiled collector.
    const column& column_of(std::size_t family) const
    {
        static constexpr column no_column;
        return family < columns.size() ? columns[family] : no_column;
    }

    std::vector<column> columns; // by index of the family; those at the end may be missing
    std::shared_ptr<const table_content> content;
    std::size_t rows = 0;
    std::shared_ptr<const row_keys> keys;                // null: nobody joins with this collector
    std::shared_ptr<const join_rows> join;               // null: it joins with none
    std::shared_ptr<const std::vector<double>> joined{}; // values of the joined columns
    std::vector<std::shared_ptr<const event_memory>> events{}; // null: no whole run yet

    std::size_t bytes() const; // of memory
};

}
