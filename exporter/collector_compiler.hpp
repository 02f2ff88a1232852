// Compiles one collector definition; catalogue::compile ties them together.
#pragma once

#include "exporter/collector.hpp"

namespace exporter {

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
    std::vector<label_plan> plan_labels(const std::vector<config::label_definition>& labels);
    std::size_t add_family(const std::string& name, family_type type, const std::string& help);
    metric_group& group_for(const config::metric_definition& metric);
    void add_metric(const config::metric_definition& metric);
    void add_count(const config::count_definition& count);
    void add_join(const config::join_definition& join);
    void check_labels(const std::string& path, const std::vector<config::label_definition>& labels);
    void write_command();
    void mistake(const std::string& path, const std::string& message);

    const config::collector_definition& definition_;
    config::mistakes& mistakes_;
    collector out_{.name = {}, .command = routeros::sentence("")};
};

}
