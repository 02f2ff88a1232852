#include "exporter/table.hpp"

namespace exporter {

void label_set::append(std::string_view block)
{
    text_.append(block);
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
}

std::string_view label_set::operator[](std::size_t row) const
{
    auto begin = row == 0 ? 0 : ends_[row - 1];
    return std::string_view(text_).substr(begin, ends_[row] - begin);
}

std::size_t label_set::bytes() const
{
    return text_.capacity() + ends_.capacity() * sizeof(ends_[0]);
}

}
