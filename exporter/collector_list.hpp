// --collectors.list: what there is to collect, for people.
#pragma once

#include "config/collector_definition.hpp"

#include <span>
#include <string>

namespace exporter {

// A line each, by name: whether it runs unless the fleet file says otherwise, how often, how many
// metrics it makes, the menus it asks and what it is for.
std::string collector_list(std::span<const config::collector_definition> definitions,
                           bool bold_header);

// Prints the list with the fleet file's own collectors where there is such a file, and returns the
// exit code. A file that was `named` must be there and right.
int print_collector_list(const std::string& fleet_file, bool named);

}
