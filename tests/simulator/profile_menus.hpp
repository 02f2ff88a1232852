// The part of a profile that says what its menus print, and the files of menus that profiles share.
#pragma once

#include "config/yaml_value.hpp"
#include "tests/simulator/profile.hpp"

namespace simulator {

row_template read_row(const config::yaml_value& value);

// Adds the menus of a mapping, but for those that are there.
void read_menus(const config::yaml_value& value, profile& p);

// Adds those of "menus/NAME.yml", which are compiled in. Mistakes in it name that file.
void include_menus(const config::yaml_value& file, profile& p, config::mistakes& out);

// "menus/NAME.yml" of all there are.
std::vector<std::string> menu_files();

}
