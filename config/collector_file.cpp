#include "config/collector_file.hpp"

#include "config/collector_reader.hpp"
#include "embedded/embedded_collectors.hpp"

#include <stdexcept>

namespace config {
namespace {

constexpr yaml_limits collector_limits{.bytes = 1U << 20, .depth = 8, .nodes = 100'000};

}

boost::system::result<collector_definition, mistakes> read_collector(const std::string& text,
                                                                     const std::string& file)
{
    mistakes found;
    auto document = read_yaml(text, file, found, collector_limits);
    if (!document) return found;
    auto definition = read_definition(yaml_value(*document, file, {}, found));
    definition.file = file;
    if (found.empty()) return definition;
    sort(found);
    return found;
}

std::vector<collector_definition> builtin_collectors()
{
    std::vector<collector_definition> out;
    for (const auto& file : embedded_collectors()) {
        auto name = "built-in collectors/" + std::string(file.name);
        auto definition = read_collector(std::string(file.content), name);
        // Not for users to see: the tests read every built-in collector.
        if (definition.has_error()) throw std::logic_error(definition.error().front().text());
        out.push_back(std::move(*definition));
    }
    return out;
}

std::set<std::string> label_names(const std::vector<collector_definition>& collectors)
{
    std::set<std::string> names;
    auto add = [&](const std::vector<label_definition>& labels) {
        for (const auto& label : labels)
            names.insert(label.name);
    };
    for (const auto& c : collectors) {
        add(c.labels);
        for (const auto& metric : c.metrics) {
            add(metric.labels);
            if (!metric.state_label.empty()) names.insert(metric.state_label);
        }
        for (const auto& count : c.counts)
            add(count.by);
        for (const auto& event : c.events)
            add(event.by);
    }
    return names;
}

}
