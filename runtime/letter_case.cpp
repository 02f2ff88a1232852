#include "runtime/letter_case.hpp"

#include <algorithm>

namespace runtime {

std::string lower_case(std::string text)
{
    for (auto& c : text)
        c = lower_case(c);
    return text;
}

bool equal_in_any_case(std::string_view a, std::string_view b)
{
    auto same = [](char x, char y) { return lower_case(x) == lower_case(y); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

}
