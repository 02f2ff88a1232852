#include "routeros/ip_address.hpp"

#include <algorithm>
#include <arpa/inet.h>

namespace routeros {

std::optional<ip_address> read_ip_address(std::string_view text)
{
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    // A NUL would end the text that inet_pton sees.
    if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), terminated.begin());
    ip_address ip;
    if (inet_pton(AF_INET, terminated.data(), ip.bytes.data()) == 1) return ip;
    if (inet_pton(AF_INET6, terminated.data(), ip.bytes.data()) != 1) return std::nullopt;
    ip.is_v6 = true;
    return ip;
}

}
