// Reads `exporter.probe` of the fleet file.
#pragma once

#include "config/credentials.hpp"
#include "config/fleet.hpp"
#include "config/inheritable.hpp"
#include "config/yaml_value.hpp"

namespace config {

// What probed routers have in common comes from `defaults`.
probe_settings
read_probe(const yaml_value& value, credentials& logins, const inheritable& defaults);

}
