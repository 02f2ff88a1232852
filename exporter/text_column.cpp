#include "exporter/text_column.hpp"

#include <functional>

namespace exporter {

void text_column::reserve(std::size_t rows, std::size_t bytes)
{
    ends_.reserve(rows);
    text_.reserve(bytes);
}

void text_column::append(std::string_view text)
{
    text_.append(text);
    end_row();
}

void text_column::append(const text_column& rows)
{
    auto before = static_cast<std::uint32_t>(text_.size());
    text_.append(rows.text_);
    for (auto end : rows.ends_)
        ends_.push_back(before + end);
}

void text_column::shrink_to_fit()
{
    // A little room is cheaper than a copy at each poll.
    if (text_.capacity() > text_.size() + text_.size() / 8) text_.shrink_to_fit();
    if (ends_.capacity() > ends_.size() + ends_.size() / 8) ends_.shrink_to_fit();
}

std::size_t row_index::bucket_of(const text_column& texts, std::string_view text) const
{
    auto mask = buckets_.size() - 1;
    auto bucket = std::hash<std::string_view>{}(text)&mask;
    while (buckets_[bucket] != 0 && texts[buckets_[bucket] - 1] != text)
        bucket = (bucket + 1) & mask;
    return bucket;
}

std::optional<std::size_t> row_index::find(const text_column& texts, std::string_view text) const
{
    if (buckets_.empty()) return std::nullopt;
    auto entry = buckets_[bucket_of(texts, text)];
    if (entry == 0) return std::nullopt;
    return entry - 1;
}

std::size_t row_index::insert(const text_column& texts, std::string_view text, std::size_t row)
{
    if (2 * (used_ + 1) > buckets_.size()) grow(texts);
    auto& entry = buckets_[bucket_of(texts, text)];
    if (entry != 0) return entry - 1;
    entry = static_cast<std::uint32_t>(row + 1);
    ++used_;
    return row;
}

void row_index::grow(const text_column& texts)
{
    auto old = std::move(buckets_);
    buckets_.assign(old.empty() ? 16 : 2 * old.size(), 0);
    for (auto entry : old)
        if (entry != 0) buckets_[bucket_of(texts, texts[entry - 1])] = entry;
}

}
