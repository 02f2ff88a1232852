// A log whose lines a test can look at.
#pragma once

#include "runtime/logger.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fixture {

struct kept_log {
    std::vector<std::string> lines;
    runtime::logger log{
        runtime::level::info,
        runtime::log_format::logfmt,
        [this](runtime::level, std::string_view line) { lines.emplace_back(line); }};

    kept_log() = default;
    kept_log(const kept_log&) = delete;
};

}
