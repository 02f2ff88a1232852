#include "config/network.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <string>

namespace config {
namespace {

using bytes = std::array<unsigned char, 16>;

struct ip_address {
    bytes value{};
    bool is_v6 = false;
};

std::optional<ip_address> read_ip(std::string_view text)
{
    ip_address ip;
    std::string whole(text);
    if (inet_pton(AF_INET, whole.c_str(), ip.value.data()) == 1) return ip;
    if (inet_pton(AF_INET6, whole.c_str(), ip.value.data()) != 1) return std::nullopt;
    ip.is_v6 = true;
    return ip;
}

ip_address as_it_is_reached(const ip_address& ip)
{
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (!ip.is_v6 || !std::equal(mapped.begin(), mapped.end(), ip.value.begin())) return ip;
    ip_address v4;
    std::copy_n(ip.value.begin() + mapped.size(), 4, v4.value.begin());
    return v4;
}

bool bit(const bytes& value, unsigned index)
{
    return (value[index / 8] >> (7 - index % 8) & 1) != 0;
}

}

bool network::contains(std::string_view text) const
{
    auto given = read_ip(text);
    if (!given) return false;
    auto ip = as_it_is_reached(*given);
    if (ip.is_v6 != is_v6) return false;
    for (unsigned i = 0; i < prefix; ++i)
        if (bit(ip.value, i) != bit(address, i)) return false;
    return true;
}

std::optional<network> read_network(std::string_view text)
{
    auto slash = text.find('/');
    if (slash == std::string_view::npos || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    auto ip = read_ip(text.substr(0, slash));
    auto digits = text.substr(slash + 1);
    network out;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.prefix);
    if (!ip || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    auto bits = ip->is_v6 ? 128U : 32U;
    if (out.prefix > bits) return std::nullopt;
    for (auto i = out.prefix; i < bits; ++i)
        if (bit(ip->value, i)) return std::nullopt;
    out.address = ip->value;
    out.is_v6 = ip->is_v6;
    return out;
}

}
