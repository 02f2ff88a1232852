// One collector's rows of one router, ready to be written out: label text rendered once per row, one
// numeric column per metric. Immutable once published; scrapes read it from other threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

// Label blocks as the exposition writes them, e.g. `{router="pop-1",site="durban",interface="ether1"}`,
// one behind another.
class label_set {
public:
    void append(std::string_view block);
    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t row) const;
    std::size_t bytes() const;

private:
    std::string text_;
    std::vector<std::uint32_t> ends_;
};

// No sample: the router did not send the property. No router value reads as NaN.
inline constexpr double no_sample = std::numeric_limits<double>::quiet_NaN();

// One metric's values, by row of its label set.
struct column {
    std::shared_ptr<const label_set> labels;
    std::shared_ptr<const std::vector<double>> values;
};

struct table {
    std::vector<column> columns; // by index of the family in the compiled collector
    std::size_t rows = 0;
};

}
