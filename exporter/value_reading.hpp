// A property's text as a collector file wants it read.
#pragma once

#include "exporter/collector.hpp"
#include "routeros/value.hpp"

#include <chrono>
#include <string_view>

namespace exporter {

// What the rows of one run are read with.
struct row_context {
    double now_unix = 0;                // seconds
    std::chrono::seconds gmt_offset{0}; // of the router's clock
};

using routeros::says_nothing;

// `text` is what the router sent.
routeros::reading
read_value(const value_plan& plan, std::string_view text, const row_context& context);

}
