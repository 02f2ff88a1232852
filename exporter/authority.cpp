#include "exporter/authority.hpp"

#include "config/address.hpp"

#include <charconv>

namespace exporter {

namespace {

// ":8729"
std::optional<std::uint16_t> read_port(std::string_view text)
{
    std::uint16_t port = 0;
    auto end = text.data() + text.size();
    if (!text.starts_with(':')) return std::nullopt;
    auto [rest, error] = std::from_chars(text.data() + 1, end, port);
    if (error != std::errc{} || rest != end || port == 0) return std::nullopt;
    return port;
}

bool is_v6(std::string_view host)
{
    return host.find(':') != std::string_view::npos;
}

}

std::optional<authority> read_authority(std::string_view text)
{
    auto in_brackets = text.starts_with('[');
    auto end = in_brackets ? text.find(']') : text.rfind(':');
    if (in_brackets && end == std::string_view::npos) return std::nullopt;
    // More than one colon and no brackets: an IPv6 address alone.
    auto alone = !in_brackets && (end == std::string_view::npos || text.find(':') != end);
    auto host = alone ? text : in_brackets ? text.substr(1, end - 1) : text.substr(0, end);
    auto rest = alone ? std::string_view() : text.substr(in_brackets ? end + 1 : end);
    if (!config::is_host(host) || (in_brackets && !is_v6(host))) return std::nullopt;
    authority out{std::string(host), std::nullopt};
    if (rest.empty()) return out;
    out.port = read_port(rest);
    return out.port ? std::optional(out) : std::nullopt;
}

}
