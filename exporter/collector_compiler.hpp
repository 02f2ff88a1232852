// Compiles one collector definition, as a reader took it; catalogue::compile ties them together.
#pragma once

#include "exporter/collector.hpp"

#include <set>
#include <string>
#include <vector>

namespace exporter {

config::mistake mistake_in(const config::collector_definition& definition,
                           const config::place& at,
                           std::string message);

class collector_compiler {
public:
    collector_compiler(const config::collector_definition& definition, config::mistakes& mistakes)
        : definition_(definition), mistakes_(mistakes)
    {
    }

    // Everything but the join's indexes into the other collector and `keyed_by`.
    collector compile();

private:
    slot slot_of(const std::string& property);
    slot slot_of(const config::property_list& properties);
    std::vector<condition_plan> plan_conditions(const std::vector<config::condition>& conditions);
    std::vector<label_plan> plan_labels(const std::vector<config::label_definition>& labels);
    std::size_t add_family(const std::string& name, family_type type, const std::string& help);
    std::vector<config::label_definition> labels_of(const config::metric_definition& metric);
    metric_group& group_for(const config::metric_definition& metric);
    void add_metric(const config::metric_definition& metric);
    void add_states(const config::metric_definition& metric);
    void add_count(const config::count_definition& count);
    void add_event(const config::event_definition& event);
    void add_join(const config::join_definition& join);
    std::set<std::string> wanted_properties(const config::request_definition& request) const;
    void plan_requests();

    const config::collector_definition& definition_;
    config::mistakes& mistakes_;
    collector out_;
};

}
