// Reads a fleet file and the router files it names. All mistakes are found in one go.
#pragma once

#include "config/collector_definition.hpp"
#include "config/fleet.hpp"
#include "config/mistake.hpp"

#include <boost/system/result.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace config {

struct load_options {
    std::set<std::string>
        collectors; // names known to the catalogue: the keys allowed in `collect:`
    std::set<std::string>
        reserved_labels; // labels that collectors set, and routers therefore cannot
    // Environment variables, for password_env; tests give their own.
    std::function<std::optional<std::string>(const std::string&)> environment;
};

// For a fleet file that may name these collectors. The environment is for the caller to add.
load_options options_for(const std::vector<collector_definition>& collectors);

boost::system::result<fleet, mistakes> load_fleet(const std::string& path,
                                                  const load_options& options);

// The same from text; `path` names it in messages and is what relative paths are relative to.
boost::system::result<fleet, mistakes>
read_fleet(const std::string& text, const std::string& path, const load_options& options);

}
