// Chance for jitter, where every router has a source of its own: 8 bytes, of which neighbouring
// seeds differ from the first number on. A Mersenne twister has 2.5 KB.
#pragma once

#include <cstdint>
#include <random>

namespace runtime {

using chance = std::minstd_rand;

inline chance make_chance(std::uint64_t seed)
{
    std::seed_seq mixed{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    return chance(mixed);
}

}
