#include "config/address.hpp"

#include "routeros/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace config {
namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// One part of a host name. Underscores are no part of the standard and of many networks.
bool is_label(std::string_view label)
{
    auto allowed = [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_';
    };
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), allowed);
}

bool is_host_name(std::string_view text)
{
    if (text.ends_with('.')) text.remove_suffix(1);
    if (text.empty() || text.size() > 253) return false;
    for (;;) {
        auto dot = text.find('.');
        auto label = text.substr(0, dot);
        if (!is_label(label)) return false;
        // A last part of digits only is an address with a slip in it, as 10.0.0.256.
        if (dot == std::string_view::npos)
            return !std::all_of(label.begin(), label.end(), is_digit);
        text.remove_prefix(dot + 1);
    }
}

}

bool is_host(std::string_view text)
{
    return routeros::read_ip_address(text) || is_host_name(text);
}

bool is_listen_address(std::string_view text)
{
    auto colon = text.rfind(':');
    if (colon == std::string_view::npos || text.size() > 300) return false;
    auto host = text.substr(0, colon);
    auto port = text.substr(colon + 1);
    std::uint16_t number = 0;
    auto [rest, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc{} || rest != port.data() + port.size()) return false;
    auto ip = routeros::read_ip_address(host);
    return host.empty() || (ip && !ip->is_v6) || is_host_name(host);
}

}
