// Many short texts in one piece of memory, and an index to find one of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

// Texts one behind another, by row.
class text_column {
public:
    void reserve(std::size_t rows, std::size_t bytes);
    void append(std::string_view text);
    void append(const text_column& rows);

    // Writing a row piece by piece: append to text(), then end_row() or drop_row().
    std::string& text() { return text_; }
    void end_row() { ends_.push_back(static_cast<std::uint32_t>(text_.size())); }
    void drop_row() { text_.resize(begin(size())); }
    std::string_view open_row() const { return std::string_view(text_).substr(begin(size())); }

    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t row) const
    {
        auto from = begin(row);
        return {text_.data() + from, ends_[row] - from};
    }

    std::size_t text_size() const { return text_.size(); }
    std::size_t bytes() const { return text_.capacity() + ends_.capacity() * sizeof(ends_[0]); }
    void shrink_to_fit();

private:
    std::size_t begin(std::size_t row) const { return row == 0 ? 0 : ends_[row - 1]; }

    std::string text_;
    std::vector<std::uint32_t> ends_; // text_ stays below 4 GiB: table_limits
};

// Finds rows of a text_column by their text. Holds row numbers only; the column is given to each
// call.
class row_index {
public:
    std::optional<std::size_t> find(const text_column& texts, std::string_view text) const;

    // Enters `row`, the next after those entered before, unless an equal text is there: returns the
    // row that holds the text now.
    std::size_t insert(const text_column& texts, std::string_view text, std::size_t row);

    std::size_t bytes() const { return buckets_.capacity() * sizeof(buckets_[0]); }

private:
    std::size_t bucket_of(const text_column& texts, std::string_view text) const;
    void grow(const text_column& texts);

    std::size_t used_ = 0;
    std::vector<std::uint32_t> buckets_; // row + 1; 0 is free; a power of two of them
};

}
