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

std::string text(const mistakes& all)
{
    std::string out;
    for (const auto& one : all)
        out += one.text() + "\n";
    return out;
}

bool is_control(char c)
{
    auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

std::string one_line(std::string text)
{
    std::replace_if(text.begin(), text.end(), is_control, '?');
    return text;
}

void sort(mistakes& all)
{
    std::stable_sort(all.begin(), all.end(), [](const mistake& a, const mistake& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
}

}
