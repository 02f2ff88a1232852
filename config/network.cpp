#include "config/network.hpp"

#include "routeros/ip_address.hpp"

#include <algorithm>
#include <charconv>

namespace config {
namespace {

using routeros::ip_address;

ip_address as_it_is_reached(const ip_address& ip)
{
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (!ip.is_v6 || !std::equal(mapped.begin(), mapped.end(), ip.bytes.begin())) return ip;
    ip_address v4;
    std::copy_n(ip.bytes.begin() + mapped.size(), 4, v4.bytes.begin());
    return v4;
}

bool bit(const std::array<unsigned char, 16>& bytes, unsigned index)
{
    return (bytes[index / 8] >> (7 - index % 8) & 1) != 0;
}

}

bool network::contains(std::string_view text) const
{
    auto given = routeros::read_ip_address(text);
    if (!given) return false;
    auto ip = as_it_is_reached(*given);
    if (ip.is_v6 != is_v6) return false;
    for (unsigned i = 0; i < prefix; ++i)
        if (bit(ip.bytes, i) != bit(address, i)) return false;
    return true;
}

std::optional<network> read_network(std::string_view text)
{
    auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    auto ip = routeros::read_ip_address(text.substr(0, slash));
    auto digits = text.substr(slash + 1);
    network out;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.prefix);
    if (!ip || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    auto bits = ip->bits();
    if (out.prefix > bits) return std::nullopt;
    for (auto i = out.prefix; i < bits; ++i)
        if (bit(ip->bytes, i)) return std::nullopt;
    out.address = ip->bytes;
    out.is_v6 = ip->is_v6;
    return out;
}

}
