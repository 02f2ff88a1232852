// RouterOS versions, to be compared.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace exporter {

// {7, 16, 2}; what is not written is 0.
using router_version = std::array<unsigned, 3>;

// "7.16.2 (stable)", "6.49.10", "7.17beta4"; nothing for text that does not begin with a number.
std::optional<router_version> parse_version(std::string_view text);

}
