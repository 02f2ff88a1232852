#include "exporter/shard.hpp"

namespace exporter {

namespace {

// FNV-1a.
std::uint64_t hash(std::string_view text)
{
    std::uint64_t h = 0xcbf29ce484222325;
    for (char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return h;
}

// The finalizer of splitmix64: neighbouring numbers have nothing in common afterwards.
std::uint64_t mix(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

}

std::uint32_t shard_of(std::string_view router, std::uint32_t count)
{
    auto name = hash(router);
    std::uint32_t best = 0;
    std::uint64_t highest = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto weight = mix(name ^ mix(i));
        if (weight <= highest) continue;
        highest = weight;
        best = i;
    }
    return best;
}

}
