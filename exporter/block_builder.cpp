#include "exporter/block_builder.hpp"

namespace exporter {

void block_builder::reserve(std::size_t rows, std::size_t label_bytes, std::size_t values)
{
    labels_.reserve(rows, label_bytes);
    values_.reserve(values);
}

std::size_t block_builder::end_row_once()
{
    auto next = labels_.size();
    auto row = index_.insert(labels_, labels_.open_row(), next);
    if (row == next) {
        labels_.end_row();
    } else {
        labels_.drop_row();
    }
    return row;
}

bool block_builder::has_samples(std::size_t column, std::size_t columns) const
{
    for (auto i = column; i < values_.size(); i += columns)
        if (values_[i] == values_[i]) return true; // NaN, the one that differs: no_sample
    return false;
}

column block_builder::lay_out(std::span<const std::size_t> families,
                              table_content& out,
                              std::span<column> columns) const
{
    if (labels_.size() == 0) return {};
    column rows{.labels = &out.labels,
                .first = static_cast<std::uint32_t>(out.labels.size()),
                .rows = static_cast<std::uint32_t>(labels_.size())};
    out.labels.append(labels_);
    for (std::size_t i = 0; i < families.size(); ++i) {
        if (!has_samples(i, families.size())) continue;
        auto& to = columns[families[i]];
        to = rows;
        to.values = out.values.data() + out.values.size();
        for (auto from = i; from < values_.size(); from += families.size())
            out.values.push_back(values_[from]);
    }
    return rows;
}

}
