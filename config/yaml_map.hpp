// One YAML mapping while it is read. Ask for the keys there may be, then finish(): every key that
// was not asked for is unknown.
#pragma once

#include "config/yaml_value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace config {

class yaml_map {
public:
    // Anything but a mapping is reported here, and then read as an empty one.
    explicit yaml_map(yaml_value value);

    // The value under `key`. A key that stands there without a value is reported.
    std::optional<yaml_value> find(std::string_view key);
    std::optional<yaml_value> require(std::string_view key);

    // Says that something is missing, or wrong with the mapping as a whole.
    void refuse(std::string message) const { self_.refuse(std::move(message)); }
    bool has(std::string_view key) const { return entry(key) != nullptr; }
    const yaml_value& self() const { return self_; }

    // Reports unknown and repeated keys.
    void finish() const;

    // For mappings whose keys are names that people choose: all of them. Instead of finish().
    struct named {
        std::string name;
        yaml_value key;
        yaml_value value;
    };
    std::vector<named> all() const;

private:
    const yaml_entry* entry(std::string_view key) const;
    void report_repeated() const;

    yaml_value self_;
    std::vector<std::string> known_;
};

// The one of `names` that differs from `word` by a slip or two of the fingers, or "".
std::string closest(std::string_view word, const std::vector<std::string>& names);

}
