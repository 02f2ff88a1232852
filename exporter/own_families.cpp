#include "exporter/own_families.hpp"

#include "exporter/registry_text.hpp"
#include "exporter/router_families.hpp"
#include "exporter/self_metrics.hpp"

#include <set>

namespace exporter {
namespace {

std::vector<std::string> labels_of(const std::string& name)
{
    if (name == "mikrotik_router_info") return {"board", "version", "serial", "architecture"};
    if (name.starts_with("mikrotik_collector_")) return {"collector"};
    if (name == "mikrotik_session_state" || name == "mikrotik_circuit_breaker_state")
        return {"state"};
    if (name == "mikrotik_session_restarts_total") return {"reason"};
    if (name == "mikrotik_circuit_breaker_transitions_total") return {"to"};
    return {};
}

// A registry tells of a family once it has a sample: one of each kind there may be.
void touch_all(self_metrics& metrics, const collector& any)
{
    metrics.count_losses(any, {.rows = {}, .unreadables = {{0, 1}}, .duplicates = 1, .excess = 1});
    metrics.count_api_error("any");
    metrics.count_restart("any");
    metrics.set_config("any");
    metrics.set_shard({});
    metrics.count_rate_wait(rate_scope::router, {});
    metrics.count_rate_wait(rate_scope::tenant, {});
    metrics.set_connects(0, 0);
    metrics.set_children("any", 1);
    metrics.set_web_config_reload(true);
    metrics.set_certificate_expiry({});
}

own_family described(const prometheus::MetricFamily& family)
{
    std::set<std::string> labels;
    for (const auto& metric : family.metric)
        for (const auto& label : metric.label)
            labels.insert(label.name);
    return {family.name, type_of(family), family.help, {labels.begin(), labels.end()}, false};
}

}

std::vector<own_family> own_families(const catalogue& collectors)
{
    std::vector<own_family> out;
    for (const auto* family : router_families())
        out.push_back({family->name(),
                       family->type(),
                       std::string(family->help()),
                       labels_of(family->name()),
                       true});
    self_metrics metrics("any");
    touch_all(metrics, collectors[0]);
    for (const auto& family : metrics.collect())
        out.push_back(described(family));
    return out;
}

}
