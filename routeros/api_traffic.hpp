#pragma once

#include <cstdint>

namespace routeros {

// What a session costs the router, after the login and without what TCP and TLS add.
struct api_traffic {
    std::uint64_t sent_bytes = 0;
    std::uint64_t received_bytes = 0;
    std::uint64_t commands = 0; // with cancels and the questions to a silent router
};

}
