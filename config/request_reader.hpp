// The part of a collector file that says what to ask a router.
#pragma once

#include "config/collector_definition.hpp"
#include "config/yaml_map.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace config {

// `requests`, `alternatives`, or one request written into the file itself.
void read_requests(yaml_map& map, collector_definition& out);

lookup_definition read_lookup(const yaml_value& v);

// The properties in {braces} of a query: those of an item, in whose place they stand.
std::vector<std::string> placeholders(std::string_view query);

}
