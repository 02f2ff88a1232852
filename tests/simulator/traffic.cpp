#include "tests/simulator/traffic.hpp"

#include <cmath>
#include <numbers>

namespace simulator {
namespace {

constexpr double slow_share = 0.5; // both together leave a fifth
constexpr double quick_share = 0.3;
constexpr double bits_of_a_packet = 8 * 740;

struct swing {
    double frequency; // radians per second
    double phase;
};

swing swing_of(std::uint64_t seed, std::uint64_t purpose, double shortest, double longest)
{
    constexpr double turn = 2 * std::numbers::pi;
    auto period = shortest + (longest - shortest) * chance(seed, purpose);
    return {turn / period, turn * chance(seed, purpose + 1)};
}

swing slow(std::uint64_t seed)
{
    return swing_of(seed, 1, 900, 7200);
}

swing quick(std::uint64_t seed)
{
    return swing_of(seed, 3, 20, 90);
}

double integral(const swing& s, double seconds)
{
    return (std::cos(s.phase) - std::cos(s.frequency * seconds + s.phase)) / s.frequency;
}

}

// SplitMix64's finalizer.
std::uint64_t mix(std::uint64_t seed, std::uint64_t purpose)
{
    auto x = seed + (purpose + 1) * 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

double chance(std::uint64_t seed, std::uint64_t purpose)
{
    return static_cast<double>(mix(seed, purpose) >> 11) * 0x1p-53;
}

double traffic::bits_per_second(double seconds) const
{
    auto s = slow(seed_);
    auto q = quick(seed_);
    return mean_ * (1 + slow_share * std::sin(s.frequency * seconds + s.phase) +
                    quick_share * std::sin(q.frequency * seconds + q.phase));
}

double traffic::bits(double seconds) const
{
    if (seconds <= 0) return 0;
    auto swings =
        slow_share * integral(slow(seed_), seconds) + quick_share * integral(quick(seed_), seconds);
    return mean_ * (seconds + swings);
}

std::uint64_t bytes_of(double bits)
{
    return static_cast<std::uint64_t>(bits / 8);
}

std::uint64_t packets_of(double bits)
{
    return static_cast<std::uint64_t>(bits / bits_of_a_packet);
}

}
