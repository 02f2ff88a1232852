// A YAML document as a tree of plain values, each with its place in the file. What a settings file
// does not need is refused while it is read: anchors, aliases, tags, several documents, deep
// nesting.
#pragma once

#include "config/mistake.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace config {

struct yaml_entry;

struct yaml_node {
    enum class kind : std::uint8_t { nothing, scalar, list, map };

    kind what = kind::nothing;
    int line = 0; // both from 1
    int column = 0;
    std::string text;                // of a scalar, as written: `off` is text, no boolean
    std::vector<yaml_node> items;    // of a list
    std::vector<yaml_entry> entries; // of a map, in the order written, repeated keys included
};

struct yaml_entry {
    yaml_node key; // a scalar
    yaml_node value;
};

struct yaml_limits {
    std::size_t bytes = 64U << 20;
    std::size_t depth = 32;
    std::size_t nodes = 4'000'000;
};

// The document in `text`, or nothing and one mistake more. An empty document is a `nothing` node.
std::optional<yaml_node> read_yaml(const std::string& text,
                                   const std::string& file,
                                   mistakes& out,
                                   const yaml_limits& limits = {});

}
