// Which of our collectors the switches of other exporters stand for.
#pragma once

#include "config/collector_definition.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace config::imports {

struct feature {
    std::string_view name;
    std::vector<std::string_view> collectors;
};

std::span<const feature> mktxp_features();
std::span<const feature> nshttpd_features();

// What is said of a switch that is on and stands for no collector there is.
inline constexpr std::string_view not_collected = "left out: no collector asks for it";

// Switches as set: feature -> on or off.
using switches = std::map<std::string, bool>;

// Whether any of the feature's collectors exists.
bool is_collected(const feature& f, const std::vector<collector_definition>& collectors);

// "True", "yes", "on", "1" and their opposites, in any case.
std::optional<bool> read_switch(std::string_view text);

// What `collect:` must say for these switches: the collectors that would otherwise run differently.
// A collector that several features stand for runs if any of them that is set is on.
std::map<std::string, bool> collect_of(const switches& set,
                                       std::span<const feature> features,
                                       const std::vector<collector_definition>& collectors);

}
