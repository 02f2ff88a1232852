// Which exporter of several that share a fleet watches which router: rendezvous hashing, so that
// one more takes its share from all the others and moves nothing else.
#pragma once

#include "config/fleet.hpp"

#include <cstdint>
#include <string_view>

namespace exporter {

// Below `count`. The same for every program and machine, for ever: it decides by the name alone.
std::uint32_t shard_of(std::string_view router, std::uint32_t count);

inline bool is_of_shard(std::string_view router, const config::shard& s)
{
    return shard_of(router, s.count) == s.index;
}

}
