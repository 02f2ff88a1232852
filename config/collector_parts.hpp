// Words and lists that collector files are made of.
#pragma once

#include "config/collector_definition.hpp"
#include "config/yaml_map.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

// A name of ours: a collector's or a transform's.
std::optional<std::string> read_name(const yaml_value& v);

// Property names are ASCII (protocol reference 1.7); anything else would break the words sent.
std::optional<std::string> read_property(const yaml_value& v);
bool is_property(std::string_view name);

// One property, or a list of which the first that is sent counts.
std::optional<property_list> read_property_list(const yaml_value& v);

// Text that may be empty, on one line.
std::optional<std::string> read_line(const yaml_value& v);

// One text, or a list of them.
std::vector<std::string> read_texts(const yaml_value& v);

// The `help` that everything here must have.
std::string read_help(yaml_map& map);

// Labels and the properties they are filled from.
std::vector<label_definition> read_labels(const yaml_value& v);

// `when`, `unless` and `has`.
std::vector<condition> read_conditions(yaml_map& map);

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
