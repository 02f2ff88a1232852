// `host` or `host:port`, as a Host header and the target of a probe have it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace exporter {

struct authority {
    std::string host; // without the brackets of IPv6
    std::optional<std::uint16_t> port;
};

// Nothing for what is none: neither an IP address nor a host name, a port that is not 1 to 65535,
// or anything more. IPv6 with a port is in brackets.
std::optional<authority> read_authority(std::string_view text);

}
