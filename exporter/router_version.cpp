#include "exporter/router_version.hpp"

#include <charconv>

namespace exporter {

std::optional<router_version> parse_version(std::string_view text)
{
    router_version out{};
    const auto* at = text.data();
    const auto* end = at + text.size();
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto [rest, error] = std::from_chars(at, end, out[i]);
        if (error != std::errc{} && i == 0) return std::nullopt;
        if (error != std::errc{}) return out;
        if (rest == end || *rest != '.') return out;
        at = rest + 1;
    }
    return out;
}

}
