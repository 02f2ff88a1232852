// Reads one collector file's document: what its parts share is the collector so far.
#pragma once

#include "config/collector_definition.hpp"
#include "config/yaml_map.hpp"

#include <string>
#include <vector>

namespace config {

class collector_reader {
public:
    // Call once; mistakes go to where the value's do.
    collector_definition read(const yaml_value& root);

private:
    void read_request(yaml_map& map);
    void read_metric(const yaml_value& v);
    void read_series(yaml_map& map, metric_definition& metric, const yaml_value& name);
    void read_count(const yaml_value& v);
    void read_join(const yaml_value& v);
    std::optional<join_definition::column> read_column(const yaml_value& v);
    std::string new_metric(const yaml_value& v, metric_kind kind, value_form form);
    void check_labels(const yaml_value& v, const std::vector<label_definition>& more) const;

    collector_definition collector_;
    std::vector<std::string> metric_names_;
};

}
