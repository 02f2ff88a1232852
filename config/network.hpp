// A network as people write it: 10.0.0.0/8, fd00::/8.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace config {

struct network {
    std::array<unsigned char, 16> address{}; // an IPv4 network in the first four bytes
    unsigned prefix = 0;                     // bits
    bool is_v6 = false;

    bool operator==(const network&) const = default;

    // Whether an address is inside; false for what is no address. An IPv6 address that stands for
    // an IPv4 one (::ffff:10.0.0.1) is that one.
    bool contains(std::string_view ip) const;
};

// Nothing for what is no network, and for one with bits beyond its prefix.
std::optional<network> read_network(std::string_view text);

}
