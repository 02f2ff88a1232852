// The properties of one item as they are printed. Reused from row to row, so that a table of
// thousands costs no allocation per row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace simulator {

class row {
public:
    struct property {
        std::string_view name;
        std::string_view value;
    };

    void clear();

    // `name` must outlive the row: a literal, or a name in the profile.
    void add(std::string_view name, std::string_view value);
    void add(std::string_view name, std::uint64_t value);

    std::size_t size() const { return cells_.size(); }
    property at(std::size_t index) const;
    std::optional<std::string_view> find(std::string_view name) const;

private:
    struct cell {
        std::string_view name;
        std::size_t begin;
        std::size_t length;
    };
    std::string text_;
    std::vector<cell> cells_;
};

}
