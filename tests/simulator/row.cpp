#include "tests/simulator/row.hpp"

#include <array>
#include <charconv>

namespace simulator {

void row::clear()
{
    text_.clear();
    cells_.clear();
}

void row::add(std::string_view name, std::string_view value)
{
    cells_.push_back({name, text_.size(), value.size()});
    text_.append(value);
}

void row::add(std::string_view name, std::uint64_t value)
{
    std::array<char, 20> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    add(name, std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

row::property row::at(std::size_t index) const
{
    const auto& c = cells_[index];
    return {c.name, std::string_view(text_).substr(c.begin, c.length)};
}

std::optional<std::string_view> row::find(std::string_view name) const
{
    for (std::size_t i = 0; i < cells_.size(); ++i)
        if (cells_[i].name == name) return at(i).value;
    return std::nullopt;
}

}
