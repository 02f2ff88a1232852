#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace routeros {

// Of the packages a router lists, no more are kept.
inline constexpr std::size_t most_packages = 64;

// What the router says it is, as bytes; empty where it says nothing (an x86 has no serial number).
struct router_facts {
    std::string identity{};
    std::string version{}; // "7.4 (stable)"
    std::string board{};
    std::string architecture{};
    std::string serial{};
    // Names of the packages that are installed and enabled; nullopt: it would not say.
    std::optional<std::vector<std::string>> packages{};
    std::chrono::seconds gmt_offset{0}; // its local time less UTC, at the session's begin

    bool operator==(const router_facts&) const = default;
};

// Whether these are of two devices. A CHR or an x86, which has no serial number, cannot be told
// from another, and a name is changed more easily than a router.
inline bool are_of_two(const router_facts& a, const router_facts& b)
{
    return !a.serial.empty() && !b.serial.empty() && a.serial != b.serial;
}

}
