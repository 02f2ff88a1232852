// The forms in which a property's value is written (protocol reference 1.7): each reads text into a
// number in base units, or says that there is none.
#pragma once

#include <cstdint>
#include <string_view>

namespace routeros {

enum class reading_state : std::uint8_t {
    present,
    absent,     // "", "never", "n/a": the router says that there is no value
    unreadable, // something this form does not know: to be counted
};

struct reading {
    reading_state state = reading_state::absent;
    double value = 0;
};

// A decimal number, with or without a unit behind it as the console shows ("24.3", "-51", "41C",
// "3.3V", "96%"). The unit is dropped, not applied.
reading read_number(std::string_view text);

// true/false, yes/no, and ok/fail in any mixture of versions.
reading read_flag(std::string_view text);

// "1w4d23h26m9s", "9ms445us", "14:40:26", "3d01:22:53", "3d 01:22:53" -> seconds.
reading read_duration(std::string_view text);

}
