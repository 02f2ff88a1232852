// What other exporters call the metrics we have: config/peer_names.yml, read. For the document of
// metrics, and for whoever moves a dashboard.
#pragma once

#include "config/mistake.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <vector>

namespace config {

struct peer_name {
    std::string name;
    std::vector<std::string> metrics; // ours; empty if it is left out
    std::string left_out;             // why
};

struct peer {
    std::string name; // "mktxp"
    std::vector<peer_name> names;
};

boost::system::result<std::vector<peer>, mistakes> read_peer_names(const std::string& text,
                                                                   const std::string& file);

// The file that ships with mikroscope.
std::vector<peer> builtin_peer_names();

}
