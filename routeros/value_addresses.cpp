#include "routeros/ip_address.hpp"
#include "routeros/value_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace routeros {
namespace {

// Some hundred ranges; more are no pool but an attack.
constexpr std::size_t longest_list = std::size_t{64} * 1024;

struct address {
    unsigned bits = 0; // of its family
    std::uint64_t high = 0;
    std::uint64_t low = 0;
};

std::uint64_t big_endian(const unsigned char* bytes, std::size_t count)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8 | bytes[i];
    return value;
}

std::optional<address> read_address(std::string_view text)
{
    auto ip = read_ip_address(text);
    if (!ip) return std::nullopt;
    const auto* bytes = ip->bytes.data();
    if (!ip->is_v6) return address{ip->bits(), 0, big_endian(bytes, 4)};
    return address{ip->bits(), big_endian(bytes, 8), big_endian(bytes + 8, 8)};
}

std::optional<double> count_range(std::string_view from_text, std::string_view to_text)
{
    auto from = read_address(from_text);
    auto to = read_address(to_text);
    if (!from || !to || from->bits != to->bits) return std::nullopt;
    if (from->high > to->high || (from->high == to->high && from->low > to->low))
        return std::nullopt;
    // As on paper: what the low half lacks is borrowed from the high one.
    std::uint64_t borrowed = to->low < from->low ? 1 : 0;
    return static_cast<double>(to->high - from->high - borrowed) * 0x1p64 +
           static_cast<double>(to->low - from->low) + 1;
}

std::optional<double> count_network(std::string_view network, std::string_view length_text)
{
    auto first = read_address(network);
    unsigned length = 0;
    const auto* end = length_text.data() + length_text.size();
    auto [rest, error] = std::from_chars(length_text.data(), end, length);
    if (!first || error != std::errc{} || rest != end) return std::nullopt;
    if (length > first->bits) return std::nullopt;
    return std::ldexp(1.0, static_cast<int>(first->bits - length));
}

std::optional<double> count_item(std::string_view item)
{
    if (auto dash = item.find('-'); dash != std::string_view::npos)
        return count_range(item.substr(0, dash), item.substr(dash + 1));
    if (auto slash = item.find('/'); slash != std::string_view::npos)
        return count_network(item.substr(0, slash), item.substr(slash + 1));
    return count_range(item, item);
}

}

reading read_address_count(std::string_view text)
{
    if (says_nothing(text)) return absent;
    if (text.size() > longest_list) return unreadable;
    double total = 0;
    for (;;) {
        auto comma = text.find(',');
        auto count = count_item(text.substr(0, comma));
        if (!count) return unreadable;
        total += *count;
        if (comma == std::string_view::npos) return present(total);
        text.remove_prefix(comma + 1);
    }
}

}
