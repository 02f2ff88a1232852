// One line of a table before it is written: an interface, a session, a log line, ...
#pragma once

#include "tests/simulator/moment.hpp"
#include "tests/simulator/profile.hpp"
#include "tests/simulator/row.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace simulator {

// What a router says about itself in every row.
struct self {
    moment now{0};
    moment uptime{0};
    std::uint64_t seed = 0;
    std::string_view identity;
    std::string_view serial;
    std::uint16_t api_port = 0;
    std::uint16_t tls_port = 0;
    date_style dates = date_style::iso;
};

struct item {
    std::uint32_t id = 0;
    std::string name;
    std::string user;
    std::string_view comment; // "" leaves the property out
    std::string_view mac;
    std::string_view address;
    std::uint64_t seed = 0;    // of a subscriber: his addresses follow from it and the id
    std::string_view password; // no value: the reader may not see it
    bool running = true;
    bool disabled = false;
    moment born{0};
    double rx_bits = 0; // carried so far
    double tx_bits = 0;
    double rx_rate = 0; // bit/s now
    double tx_rate = 0;
};

// Appends the properties of `form` for `what` to `out`.
void fill(row& out, const row_template& form, const self& router, const item& what);

// "*1F"
std::string id_text(std::uint32_t id);

}
