// One collector's rows of one router, ready to be written out: label text rendered once per row,
// one numeric column per metric. Immutable once published; scrapes read it from other threads.
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

// One metric's values, by row of its label set.
struct column {
    std::shared_ptr<const label_set> labels; // null: no samples
    std::shared_ptr<const std::vector<double>>
        values; // null: 1 for every row, as of an info metric

    std::size_t size() const { return labels ? labels->size() : 0; }
    double value(std::size_t row) const { return values ? (*values)[row] : 1; }
};

// The rows by the label that other collectors join on.
struct row_keys {
    text_column keys; // the label's value as the router sent it
    row_index index;
};

// What joined columns are made of: join().
struct join_rows {
    std::shared_ptr<const label_set> labels;
    text_column keys; // by row: the key of the row over there
};

// What an event's next run must know of this one.
struct event_memory {
    struct seen {
        std::uint64_t key; // a hash: a router could send any amount of text
        std::uint32_t row; // of labels
    };
    std::vector<seen> rows; // that were there, by key
    std::shared_ptr<const label_set> labels;
    std::shared_ptr<const std::vector<double>> counts;
};

struct table {
    std::vector<column> columns; // by index of the family in the compiled collector
    std::size_t rows = 0;
    std::shared_ptr<const row_keys> keys;  // null: nobody joins with this collector
    std::shared_ptr<const join_rows> join; // null: it joins with none
    std::vector<std::shared_ptr<const event_memory>> events{}; // null: no whole run yet

    std::size_t bytes() const; // of memory
};

}
