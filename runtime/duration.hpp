// Durations as people write them in settings: "15s", "1m30s", "500ms", "2h", "1d", "1w" (the form
// of Prometheus' configuration). A bare number has no unit and is refused, except "0".
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace runtime {

using milliseconds = std::chrono::milliseconds;

// Units in descending order, each at most once; nullopt for anything else and past 10 years.
std::optional<milliseconds> parse_duration(std::string_view text);

// The shortest text that parse_duration reads back: 90'000 ms -> "1m30s".
std::string format_duration(milliseconds value);

}
