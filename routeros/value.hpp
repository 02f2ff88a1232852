// The forms in which a property's value is written (protocol reference 1.7): each reads text into a
// number in base units, or says that there is none. What the console decorates and the API does not
// ("-60dBm", "-60") is the same to them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace routeros {

enum class reading_state : std::uint8_t {
    present,
    absent,     // the router says that there is no value
    unreadable, // something this form does not know: to be counted
};

struct reading {
    reading_state state = reading_state::absent;
    double value = 0; // never an infinity or NaN; 0 unless present
};

// Text that stands for no value: "", "never" and "n/a".
constexpr bool says_nothing(std::string_view text)
{
    return text.empty() || text == "never" || text == "n/a";
}

// A decimal number, with or without a unit behind it ("24.3", "-51", "41C", "3.3V", "96%"), or a
// signal with the rate it was heard at ("-60@6Mbps", "-65dBm@HT20-6"). The unit is dropped, not
// applied.
reading read_number(std::string_view text);

// true/false, yes/no, and ok/fail in any mixture of versions.
reading read_flag(std::string_view text);

// "1w4d23h26m9s", "9ms445us", "14:40:26", "3d01:22:53", "3d 01:22:53", "-0.973 ms" -> seconds.
reading read_duration(std::string_view text);

// "1Gbps", "27.8kbps", "2.5G-baseT", "10M-baseT-half", "144.4Mbps-20MHz/2S/SGI", "877500000" ->
// bit/s.
reading read_bit_rate(std::string_view text);

// "512.0MiB", "2048KiB" -> bytes. A bare number counts `bare_unit` bytes: 1, or 1024 of properties
// that are in KiB.
reading read_size(std::string_view text, double bare_unit = 1);

// "2024-01-02 10:00:00", "jan/02/2024 10:00:00" in the router's time zone, which is `gmt_offset`
// east of Greenwich -> Unix time in seconds. A date in the other half of a summer time is an hour
// off: RouterOS tells today's offset only. A date or a time alone, as logs abbreviate, is
// unreadable.
reading read_date(std::string_view text, std::chrono::seconds gmt_offset);

// How far east of Greenwich a clock is set: "+02:00", "-03:30".
std::optional<std::chrono::seconds> read_gmt_offset(std::string_view text);

// "10.0.0.2-10.0.0.254,10.1.0.0/24,2001:db8::/64" -> how many addresses; those in two ranges count
// twice. More than 2^53 are rounded.
reading read_address_count(std::string_view text);

}
