#pragma once

#include <string>

namespace routeros {

// What the router says it is, as bytes; empty where it says nothing (an x86 has no serial number).
struct router_facts {
    std::string identity;
    std::string version; // "7.4 (stable)"
    std::string board;
    std::string architecture;
    std::string serial;

    bool operator==(const router_facts&) const = default;
};

}
