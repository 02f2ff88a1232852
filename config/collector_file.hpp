// Reads collector files: those embedded in the program, and those of users.
#pragma once

#include "config/collector_definition.hpp"
#include "config/mistake.hpp"

#include <boost/system/result.hpp>

#include <set>
#include <string>
#include <vector>

namespace config {

boost::system::result<collector_definition, mistakes> read_collector(const std::string& text,
                                                                     const std::string& file);

// Every label the series of these collectors carry.
std::set<std::string> label_names(const std::vector<collector_definition>& collectors);

// The definitions that ship with mikroscope, config/collectors/*.yml, in order of name.
std::vector<collector_definition> builtin_collectors();

}
