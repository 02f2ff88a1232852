// A router's !trap, sorted (protocol reference 1.6): the texts vary with version and
// command, the kinds are few enough to be a metric's label.
#pragma once

#include <string_view>

namespace exporter {

inline constexpr std::string_view no_such_command = "no_such_command";
inline constexpr std::string_view no_such_item = "no_such_item";
inline constexpr std::string_view not_permitted = "not_permitted";
inline constexpr std::string_view interrupted = "interrupted";
inline constexpr std::string_view timed_out = "timed_out";

// no_such_command, no_such_item, not_permitted, bad_argument, interrupted or other.
std::string_view trap_kind(std::string_view message);

}
