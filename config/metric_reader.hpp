// The parts of a collector file that give metrics.
#pragma once

#include "config/collector_definition.hpp"
#include "config/yaml_map.hpp"

#include <string>
#include <vector>

namespace config {

class metric_reader {
public:
    // `shared`: the labels of the whole collector.
    explicit metric_reader(std::vector<label_definition> shared) : shared_(std::move(shared)) {}

    metric_definition metric(const yaml_value& v);
    count_definition count(const yaml_value& v);
    event_definition event(const yaml_value& v);
    join_definition::column joined(const yaml_value& v);

private:
    void read_value(yaml_map& map, metric_definition& metric, const yaml_value& name);
    void read_states(yaml_map& map, metric_definition& metric);
    std::string new_metric(const yaml_value& v, metric_kind kind, value_form form);
    void check_labels(const yaml_value& v, const std::vector<label_definition>& more) const;

    std::vector<label_definition> shared_;
    std::vector<std::string> names_; // of the metrics so far
};

}
