// The two digests the protocol needs, from OpenSSL.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace routeros {

using md5_digest = std::array<unsigned char, 16>;

// nullopt where the system forbids MD5 (FIPS): the challenge login is then impossible.
std::optional<md5_digest> md5(std::string_view bytes);

// Lower-case, two digits a byte.
std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view text);

}
