// Letters of ASCII, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace runtime {

constexpr char lower_case(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string text);

bool equal_in_any_case(std::string_view a, std::string_view b);

}
