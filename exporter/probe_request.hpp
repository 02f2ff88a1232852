// What /probe is asked for, and whether it may be. Decided here, without a socket.
#pragma once

#include "config/fleet.hpp"
#include "exporter/query.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

struct probe_request {
    std::string target; // as asked for: the label `router`
    std::string host;   // without the port, and brackets of IPv6
    std::optional<std::uint16_t> port;
    std::string credentials; // a name in the fleet file
    std::vector<std::string> collectors;
};

boost::system::result<probe_request, refusal> read_probe_request(std::string_view query);

// The router to be watched: at the first of the addresses its host has (as text) that is inside the
// allowed networks. It is the address that is connected to: what was checked is what is used.
boost::system::result<config::router, refusal> admit(const probe_request& asked,
                                                     const config::probe_settings& settings,
                                                     const std::vector<std::string>& addresses);

// How long the answer may take, by X-Prometheus-Scrape-Timeout-Seconds: half a second less, so that
// it still arrives in time; 10 s without such a header.
std::chrono::milliseconds probe_time(std::string_view scrape_timeout);

}
