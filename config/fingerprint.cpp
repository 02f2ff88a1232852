#include "config/fingerprint.hpp"

#include <fmt/core.h>

namespace config {

void fingerprint::mix(unsigned char byte)
{
    state_ = (state_ ^ byte) * 0x100000001b3;
}

void fingerprint::add(std::string_view text)
{
    // The length first: "ab", "c" is not "a", "bc".
    for (unsigned shift = 0; shift < 64; shift += 8)
        mix(static_cast<unsigned char>(text.size() >> shift));
    for (auto c : text)
        mix(static_cast<unsigned char>(c));
}

std::string fingerprint::text() const
{
    return fmt::format("{:016x}", state_);
}

}
