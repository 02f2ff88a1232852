#include "config/collector_reader.hpp"

#include "config/collector_parts.hpp"
#include "config/metric_name.hpp"
#include "config/metric_reader.hpp"
#include "config/request_reader.hpp"

namespace config {
namespace {

using namespace std::chrono_literals;

void read_running(yaml_map& map, collector_definition& out)
{
    if (auto v = map.require("every"))
        if (auto every = v->duration(1s, 24h)) out.every = *every;
    if (auto v = map.find("enabled")) out.enabled = v->flag().value_or(true);
    if (auto v = map.find("max_rows"))
        if (auto most = v->integer(1, largest_table))
            out.max_rows = static_cast<std::size_t>(*most);
    if (auto v = map.find("transform"))
        if (auto name = read_name(*v)) {
            out.transform = *name;
            out.transform_at = v->where();
        }
    if (auto v = map.find("also_fetch")) out.also_fetch = read_list(*v, read_property);
    if (auto v = map.find("whole_rows")) out.whole_rows = v->flag().value_or(false);
}

join_definition read_join(const yaml_value& v, const std::string& own_name, metric_reader& metrics)
{
    yaml_map map(v);
    join_definition join;
    if (auto name = map.require("collector")) {
        join.collector = read_name(*name).value_or("");
        join.collector_at = name->where();
        if (!join.collector.empty() && join.collector == own_name)
            name->refuse("must be another collector");
    }
    if (auto label = map.require("label")) {
        join.label = label->text(64).value_or("");
        join.label_at = label->where();
        if (auto m = label_name_mistake(join.label); m && !join.label.empty()) label->refuse(*m);
    }
    if (auto property = map.require("property"))
        join.property = read_property(*property).value_or("");
    if (auto columns = map.require("metrics"))
        join.columns = read_list(
            *columns, [&](const yaml_value& item) { return std::optional(metrics.joined(item)); });
    map.finish();
    return join;
}

void read_metrics(yaml_map& map, collector_definition& out)
{
    metric_reader metrics(out.labels);
    if (auto v = map.find("metrics"))
        for (const auto& item : v->items())
            out.metrics.push_back(metrics.metric(item));
    if (auto v = map.find("counts"))
        for (const auto& item : v->items())
            out.counts.push_back(metrics.count(item));
    if (auto v = map.find("events"))
        for (const auto& item : v->items())
            out.events.push_back(metrics.event(item));
    if (auto v = map.find("join")) {
        out.join = read_join(*v, out.name, metrics);
        if (out.labels.empty()) v->refuse("needs labels, to tell the rows apart");
    }
    if (map.self().is_map() && out.metrics.empty() && out.counts.empty() && out.events.empty() &&
        !out.join)
        map.refuse("gives no metrics: add metrics, counts, events or join");
}

}

collector_definition read_definition(const yaml_value& root)
{
    yaml_map map(root);
    collector_definition out;
    if (auto v = map.require("collector"))
        if (auto name = read_name(*v)) {
            out.name = *name;
            out.named_at = v->where();
        }
    out.help = read_help(map);
    read_requests(map, out);
    read_running(map, out);
    if (auto v = map.find("lookup")) out.lookup = read_lookup(*v);
    if (auto v = map.find("labels")) out.labels = read_labels(*v);
    read_metrics(map, out);
    map.finish();
    return out;
}

}
