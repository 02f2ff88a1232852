#include "exporter/text_table.hpp"

#include "routeros/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace exporter {

namespace {

struct range {
    std::uint32_t first;
    std::uint32_t last;
};

constexpr std::array<range, 11> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0xA4CF},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1F64F},
                                      {0x1F900, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};
constexpr std::array<range, 5> combining{
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};

template <class Ranges>
bool is_in(const Ranges& ranges, std::uint32_t code)
{
    return std::any_of(ranges.begin(), ranges.end(), [code](const range& r) {
        return code >= r.first && code <= r.last;
    });
}

std::size_t width_of(std::uint32_t code)
{
    if (is_in(combining, code)) return 0;
    return is_in(wide, code) ? 2 : 1;
}

// Takes the first character of valid UTF-8.
std::uint32_t take(std::string_view& utf8)
{
    auto first = static_cast<unsigned char>(utf8.front());
    std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    length = std::min(length, utf8.size());
    std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        code = code << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3FU);
    utf8.remove_prefix(length);
    return code;
}

}

std::size_t display_width(std::string_view utf8)
{
    std::size_t width = 0;
    while (!utf8.empty())
        width += width_of(take(utf8));
    return width;
}

std::string fitted(std::string_view utf8, std::size_t width)
{
    if (display_width(utf8) <= width) return std::string(utf8);
    std::size_t used = 1; // the ellipsis
    auto rest = utf8;
    for (;;) {
        auto before = rest;
        used += width_of(take(rest));
        if (used > width) return std::string(utf8.substr(0, utf8.size() - before.size())) + "…";
    }
}

text_table::text_table(columns wanted) : columns_(std::move(wanted))
{
    for (const auto& c : columns_)
        widths_.push_back(display_width(c.header));
}

void text_table::add(const std::vector<std::string>& cells)
{
    auto& row = rows_.emplace_back();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::string printable;
        routeros::append_printable(printable, routeros::to_utf8(cells.at(i)));
        row.push_back(fitted(printable, widest));
        widths_[i] = std::max(widths_[i], display_width(row.back()));
    }
}

std::string text_table::text(bool bold_header) const
{
    std::string out;
    auto line = [&](auto cell_of) {
        std::string written;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const std::string& cell = cell_of(i);
            std::string space(widths_[i] - display_width(cell), ' ');
            if (i > 0) written += "  ";
            written += columns_[i].number ? space + cell : cell + space;
        }
        written.erase(written.find_last_not_of(' ') + 1);
        return written;
    };
    auto header = line([&](std::size_t i) -> const std::string& { return columns_[i].header; });
    out += bold_header ? "\x1b[1m" + header + "\x1b[0m\n" : header + "\n";
    for (const auto& row : rows_)
        out += line([&](std::size_t i) -> const std::string& { return row[i]; }) + "\n";
    return out;
}

}
