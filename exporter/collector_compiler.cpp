#include "exporter/collector_compiler.hpp"

#include "exporter/label_text.hpp"
#include "exporter/table.hpp"

#include <algorithm>

namespace exporter {

namespace {

bool same(const std::vector<label_plan>& a, const std::vector<label_plan>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.lead == y.lead && x.property == y.property;
    });
}

std::string lead(const std::string& label)
{
    return "," + label + "=\"";
}

}

config::mistake mistake_in(const config::collector_definition& definition,
                           const config::place& at,
                           std::string message)
{
    return {definition.file, at.line, at.column, at.path, std::move(message)};
}

collector collector_compiler::compile()
{
    out_.name = definition_.name;
    out_.every = definition_.every;
    out_.enabled = definition_.enabled;
    out_.max_rows = definition_.max_rows;
    if (!definition_.transform.empty()) {
        out_.transform = find_transform(definition_.transform);
        if (!out_.transform)
            mistakes_.push_back(mistake_in(definition_,
                                           definition_.transform_at,
                                           "no such transform: " + definition_.transform));
    }
    out_.groups.push_back(
        {.labels = plan_labels(definition_.labels), .when = {}, .values = {}, .infos = {}});
    for (const auto& metric : definition_.metrics)
        add_metric(metric);
    for (const auto& count : definition_.counts)
        add_count(count);
    for (const auto& event : definition_.events)
        add_event(event);
    if (definition_.join) add_join(*definition_.join);
    plan_requests();
    return std::move(out_);
}

slot collector_compiler::slot_of(const std::string& property)
{
    auto [at, is_new] = out_.slots.emplace(property, static_cast<slot>(out_.properties.size()));
    if (is_new) out_.properties.push_back(property);
    return at->second;
}

slot collector_compiler::slot_of(const config::property_list& properties)
{
    if (properties.size() == 1) return slot_of(properties.front());
    std::vector<slot> from;
    from.reserve(properties.size());
    for (const auto& property : properties)
        from.push_back(slot_of(property));
    for (const auto& known : out_.derived)
        if (known.from == from) return known.place;
    auto place = static_cast<slot>(out_.properties.size());
    // Named, where values of it are counted, as the first.
    out_.properties.push_back(properties.front());
    out_.derived.push_back({place, std::move(from)});
    return place;
}

std::vector<label_plan>
collector_compiler::plan_labels(const std::vector<config::label_definition>& labels)
{
    std::vector<label_plan> plans;
    plans.reserve(labels.size());
    for (const auto& label : labels)
        plans.push_back({lead(label.name), slot_of(label.property)});
    return plans;
}

std::vector<condition_plan>
collector_compiler::plan_conditions(const std::vector<config::condition>& conditions)
{
    std::vector<condition_plan> plans;
    plans.reserve(conditions.size());
    for (const auto& c : conditions)
        plans.push_back({slot_of(c.property), c.values, c.negated});
    return plans;
}

std::size_t
collector_compiler::add_family(const std::string& name, family_type type, const std::string& help)
{
    out_.families.emplace_back(name, type, help);
    return out_.families.size() - 1;
}

std::vector<config::label_definition>
collector_compiler::labels_of(const config::metric_definition& metric)
{
    auto all = definition_.labels;
    all.insert(all.end(), metric.labels.begin(), metric.labels.end());
    return all;
}

metric_group& collector_compiler::group_for(const config::metric_definition& metric)
{
    auto labels = plan_labels(labels_of(metric));
    auto when = plan_conditions(metric.when);
    for (auto& group : out_.groups)
        if (same(group.labels, labels) && group.when == when) return group;
    out_.groups.push_back(
        {.labels = std::move(labels), .when = std::move(when), .values = {}, .infos = {}});
    return out_.groups.back();
}

void collector_compiler::add_metric(const config::metric_definition& metric)
{
    if (metric.kind == config::metric_kind::stateset) return add_states(metric);
    auto index = add_family(metric.name, type_of(metric.kind), metric.help);
    auto& group = group_for(metric);
    if (metric.kind == config::metric_kind::info) {
        group.infos.push_back(index);
        return;
    }
    group.values.push_back({.family = index,
                            .property = slot_of(metric.property),
                            .form = metric.form,
                            .absent = metric.absent.value_or(no_sample),
                            .part = metric.part,
                            .scale = metric.scale,
                            .is = metric.is});
}

void collector_compiler::add_states(const config::metric_definition& metric)
{
    auto labels = labels_of(metric);
    state_plan plan{.family = add_family(metric.name, family_type::gauge, metric.help),
                    .property = slot_of(metric.property),
                    .labels = plan_labels(labels),
                    .when = plan_conditions(metric.when),
                    .states = metric.states,
                    .endings = {}};
    for (const auto& state : metric.states) {
        auto ending = lead(metric.state_label);
        append_label_value(ending, state);
        plan.endings.push_back(ending + "\"}");
    }
    out_.states.push_back(std::move(plan));
}

void collector_compiler::add_count(const config::count_definition& count)
{
    out_.counts.push_back({.family = add_family(count.name, family_type::gauge, count.help),
                           .by = plan_labels(count.by),
                           .at_least = count.at_least,
                           .when = plan_conditions(count.when)});
}

void collector_compiler::add_event(const config::event_definition& event)
{
    event_plan plan{.family = add_family(event.name, family_type::counter, event.help),
                    .event = event.event,
                    .key = {},
                    .by = plan_labels(event.by),
                    .at_least = event.at_least,
                    .when = plan_conditions(event.when)};
    for (const auto& part : event.key)
        plan.key.push_back(slot_of(part));
    out_.events.push_back(std::move(plan));
}

void collector_compiler::add_join(const config::join_definition& join)
{
    join_plan plan{.collector = 0, .key = slot_of(join.property), .columns = {}};
    // The kind is the other metric's: catalogue::compile sets it.
    for (const auto& column : join.columns)
        plan.columns.push_back(
            {.family = add_family(column.name, family_type::gauge, column.help), .from = 0});
    out_.join = std::move(plan);
}

// The properties a request's rows can have, of those that are used.
std::set<std::string>
collector_compiler::wanted_properties(const config::request_definition& request) const
{
    if (definition_.whole_rows) return {};
    std::set<std::string> wanted(definition_.also_fetch.begin(), definition_.also_fetch.end());
    for (const auto& [property, place] : out_.slots)
        wanted.insert(property);
    if (out_.transform)
        for (auto added : out_.transform->adds)
            wanted.erase(std::string(added));
    for (const auto& added : request.set)
        wanted.erase(added.name);
    if (const auto& lookup = definition_.lookup) {
        for (const auto& added : lookup->add)
            wanted.erase(added.name);
        wanted.insert(lookup->match_ours);
    }
    if (wanted.empty()) wanted.insert(".id"); // rows are only counted
    return wanted;
}

void collector_compiler::plan_requests()
{
    out_.first_only = definition_.first_only;
    if (definition_.lookup) out_.lookup = plan_lookup(*definition_.lookup);
    for (const auto& request : definition_.requests)
        out_.requests.push_back(plan_request(request, wanted_properties(request)));
}

}
