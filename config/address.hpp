// Addresses as people write them.
#pragma once

#include <string_view>

namespace config {

// An IPv4 or IPv6 address, or a host name.
bool is_host(std::string_view text);

// "127.0.0.1:9436", "host:9436", ":9436"; IPv4 only, as the exporter serves it
bool is_listen_address(std::string_view text);

}
