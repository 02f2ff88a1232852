// Columns aligned for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

// How many places of a terminal UTF-8 takes: two for East Asian characters and emoji, none for
// marks that combine.
std::size_t display_width(std::string_view utf8);

// The text as it is, or as much of it as fits into `width` places with "…" behind.
std::string fitted(std::string_view utf8, std::size_t width);

class text_table {
public:
    struct column {
        std::string header;
        bool number = false; // to the right
    };

    using columns = std::vector<column>;

    explicit text_table(columns wanted);

    // One cell for each column. Control characters become visible, long cells are cut.
    void add(const std::vector<std::string>& cells);

    // The header, bold if asked for, and the rows in the order they came; every line ends.
    std::string text(bool bold_header) const;

private:
    static constexpr std::size_t widest = 48;

    std::vector<column> columns_;
    std::vector<std::size_t> widths_;
    std::vector<std::vector<std::string>> rows_;
};

}
