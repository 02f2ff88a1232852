// Words and lists that collector files are made of.
#pragma once

#include "config/collector_definition.hpp"
#include "config/yaml_map.hpp"

#include <optional>
#include <string>
#include <vector>

namespace config {

// A name of ours: a collector's or a transform's.
std::optional<std::string> read_name(const yaml_value& v);

// Property names are ASCII (protocol reference 1.7); anything else would break the words sent.
std::optional<std::string> read_property(const yaml_value& v);

// The print command of a menu: a collector only looks.
std::optional<std::string> read_command(const yaml_value& v);

// A word that filters rows (protocol reference 1.5).
std::optional<std::string> read_query(const yaml_value& v);

// The `help` that everything here must have.
std::string read_help(yaml_map& map);

// Labels and the properties they are filled from.
std::vector<label_definition> read_labels(const yaml_value& v);

// A list that is not empty.
template <class Read>
auto read_list(const yaml_value& v, Read read)
{
    std::vector<typename decltype(read(v))::value_type> out;
    auto items = v.items();
    if (v.is_list() && items.empty()) v.refuse("must not be empty: fill it or remove the key");
    for (const auto& item : items)
        if (auto one = read(item)) out.push_back(*std::move(one));
    return out;
}

}
