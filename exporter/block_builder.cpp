#include "exporter/block_builder.hpp"

namespace exporter {

block_builder::block_builder(std::size_t skip, const row_block* before) : index_(skip)
{
    if (!before) return;
    labels_.reserve(before->labels.size(), before->labels.text_size());
    values_.reserve(before->values.size());
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

std::shared_ptr<const row_block> block_builder::finish(std::span<const std::size_t> families,
                                                       std::vector<column>& out)
{
    auto rows = labels_.size();
    if (rows == 0) return nullptr;
    std::vector<std::size_t> kept;
    kept.reserve(families.size());
    for (std::size_t i = 0; i < families.size(); ++i)
        if (has_samples(i, families.size())) kept.push_back(i);

    auto block = std::make_shared<row_block>();
    labels_.shrink_to_fit();
    block->labels = std::move(labels_);
    block->values.resize(kept.size() * rows);
    auto* to = block->values.data();
    for (auto i : kept) {
        out[families[i]] = {&block->labels, to};
        for (std::size_t row = 0; row < rows; ++row)
            *to++ = values_[row * families.size() + i];
    }
    return block;
}

}
