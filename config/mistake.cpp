#include "config/mistake.hpp"

#include <algorithm>
#include <tuple>

namespace config {

std::string mistake::text() const
{
    auto out = file;
    if (line > 0) out += ":" + std::to_string(line) + ":" + std::to_string(column);
    out += ": ";
    if (!path.empty()) out += path + ": ";
    return out + message;
}

void sort(mistakes& all)
{
    std::stable_sort(all.begin(), all.end(), [](const mistake& a, const mistake& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
}

}
