// An IP address as people and routers write it.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace routeros {

struct ip_address {
    std::array<unsigned char, 16> bytes{}; // most significant first; of IPv4 the first four
    bool is_v6 = false;

    unsigned bits() const { return is_v6 ? 128 : 32; }
};

// "10.0.0.1", "fd00::1"; no zone, no leading zeros, nothing around it.
std::optional<ip_address> read_ip_address(std::string_view text);

}
