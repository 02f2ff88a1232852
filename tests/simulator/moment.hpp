// The simulation's clock, and how routers write time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace simulator {

// Time since the simulation began; before it (a router that has been up for a week) is negative.
using moment = std::chrono::milliseconds;

constexpr double seconds(moment t)
{
    return static_cast<double>(t.count()) / 1000.0;
}

enum class date_style : std::uint8_t {
    month_name, // oct/04/2017 20:11:03: version 6 and the first of 7
    iso,        // 2024-03-01 13:13:32: from about 7.10
};

// "1w4d23h26m9s"; "0s"
std::string duration_text(std::chrono::seconds length);

std::string date_text(std::chrono::system_clock::time_point when, date_style style);

}
