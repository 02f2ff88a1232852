#include "exporter/collector_compiler.hpp"

#include "exporter/table.hpp"

#include <algorithm>
#include <set>

namespace exporter {

namespace {

bool same(const std::vector<label_plan>& a, const std::vector<label_plan>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.lead == y.lead && x.property == y.property;
    });
}

bool same(const std::vector<condition_plan>& a, const std::vector<condition_plan>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.property == y.property && x.equals == y.equals;
    });
}

}

collector collector_compiler::compile()
{
    out_.name = definition_.name;
    out_.every = definition_.every;
    if (!definition_.transform.empty()) {
        out_.transform = find_transform(definition_.transform);
        if (!out_.transform) mistake("transform", "no such transform: " + definition_.transform);
    }
    check_labels("labels", definition_.labels);
    out_.groups.push_back(
        {.labels = plan_labels(definition_.labels), .when = {}, .values = {}, .infos = {}});
    for (const auto& metric : definition_.metrics)
        add_metric(metric);
    for (const auto& count : definition_.counts)
        add_count(count);
    if (definition_.join) add_join(*definition_.join);
    write_command();
    return std::move(out_);
}

slot collector_compiler::slot_of(const std::string& property)
{
    auto [at, is_new] = out_.slots.emplace(property, static_cast<slot>(out_.properties.size()));
    if (is_new) out_.properties.push_back(property);
    return at->second;
}

std::vector<label_plan>
collector_compiler::plan_labels(const std::vector<config::label_definition>& labels)
{
    std::vector<label_plan> plans;
    plans.reserve(labels.size());
    for (const auto& label : labels)
        plans.push_back({"," + label.name + "=\"", slot_of(label.property)});
    return plans;
}

std::size_t
collector_compiler::add_family(const std::string& name, family_type type, const std::string& help)
{
    out_.families.emplace_back(name, type, help);
    return out_.families.size() - 1;
}

metric_group& collector_compiler::group_for(const config::metric_definition& metric)
{
    auto all = definition_.labels;
    all.insert(all.end(), metric.labels.begin(), metric.labels.end());
    check_labels(metric.name, all);
    auto labels = plan_labels(all);
    std::vector<condition_plan> when;
    when.reserve(metric.when.size());
    for (const auto& condition : metric.when)
        when.push_back({slot_of(condition.property), condition.equals});
    for (auto& group : out_.groups)
        if (same(group.labels, labels) && same(group.when, when)) return group;
    out_.groups.push_back(
        {.labels = std::move(labels), .when = std::move(when), .values = {}, .infos = {}});
    return out_.groups.back();
}

void collector_compiler::add_metric(const config::metric_definition& metric)
{
    auto index = add_family(metric.name, type_of(metric.kind), metric.help);
    auto& group = group_for(metric);
    if (metric.kind == config::metric_kind::info) {
        group.infos.push_back(index);
        return;
    }
    group.values.push_back({.family = index,
                            .property = slot_of(metric.property),
                            .form = metric.form,
                            .absent = metric.absent.value_or(no_sample)});
}

void collector_compiler::add_count(const config::count_definition& count)
{
    check_labels(count.name, count.by);
    if (!count.at_least.empty() && count.by.size() != 1)
        mistake(count.name, "at_least needs exactly one label under `by`");
    out_.counts.push_back({.family = add_family(count.name, family_type::gauge, count.help),
                           .by = plan_labels(count.by),
                           .at_least = count.at_least});
}

void collector_compiler::add_join(const config::join_definition& join)
{
    if (definition_.labels.empty()) mistake("join", "needs labels, to tell the rows apart");
    join_plan plan{.collector = 0, .key = slot_of(join.property), .columns = {}};
    // The kind is the other metric's: catalogue::compile sets it.
    for (const auto& column : join.columns)
        plan.columns.push_back(
            {.family = add_family(column.name, family_type::gauge, column.help), .from = 0});
    out_.join = std::move(plan);
}

void collector_compiler::check_labels(const std::string& path,
                                      const std::vector<config::label_definition>& labels)
{
    std::set<std::string> names{"router", "site", "tenant", "collector"};
    for (const auto& label : labels)
        if (!names.insert(label.name).second)
            mistake(path, "label `" + label.name + "` is there already, or is the exporter's own");
}

void collector_compiler::write_command()
{
    out_.command = routeros::sentence(definition_.command);
    std::set<std::string> wanted(out_.properties.begin(), out_.properties.end());
    wanted.insert(definition_.also_fetch.begin(), definition_.also_fetch.end());
    if (out_.transform)
        for (auto added : out_.transform->adds)
            wanted.erase(std::string(added));
    if (!definition_.whole_rows && !wanted.empty()) {
        std::string list;
        for (const auto& property : wanted)
            list += (list.empty() ? "" : ",") + property;
        out_.command.attribute(".proplist", list);
    }
    for (const auto& query : definition_.queries)
        out_.command.word(query);
}

void collector_compiler::mistake(const std::string& path, const std::string& message)
{
    mistakes_.push_back(
        {.file = definition_.file, .line = 0, .column = 0, .path = path, .message = message});
}

}
