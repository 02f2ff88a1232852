// How many bytes an interface has carried: a function of time, so that counters and the rates of
// monitor-traffic are one and the same thing, and nothing is stored.
#pragma once

#include <cstdint>

namespace simulator {

// A well-mixed number from a seed and a purpose; the same on every machine.
std::uint64_t mix(std::uint64_t seed, std::uint64_t purpose);

// mix() as a number from 0 up to 1.
double chance(std::uint64_t seed, std::uint64_t purpose);

// A rate that swings round its mean, slowly and quickly at once, and never falls below a fifth of
// it.
class traffic {
public:
    traffic(std::uint64_t seed, double mean_bits_per_second)
        : seed_(seed), mean_(mean_bits_per_second)
    {
    }

    double bits_per_second(double seconds) const;

    // The integral of bits_per_second from 0 to `seconds`.
    double bits(double seconds) const;

private:
    std::uint64_t seed_;
    double mean_;
};

// What a counter shows: whole bytes, and packets of the usual mixture of sizes.
std::uint64_t bytes_of(double bits);
std::uint64_t packets_of(double bits);

}
