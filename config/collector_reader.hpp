// Reads one collector file's document.
#pragma once

#include "config/collector_definition.hpp"
#include "config/yaml_value.hpp"

namespace config {

// Mistakes go to where the value's do.
collector_definition read_definition(const yaml_value& root);

}
