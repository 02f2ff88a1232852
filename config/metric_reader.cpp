#include "config/metric_reader.hpp"

#include "config/collector_parts.hpp"
#include "config/metric_name.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace config {
namespace {

constexpr std::array<choice<value_form>, 13> forms{{{"number", value_form::number},
                                                    {"flag", value_form::flag},
                                                    {"inverse", value_form::inverse},
                                                    {"duration", value_form::duration},
                                                    {"percent", value_form::percent},
                                                    {"megahertz", value_form::megahertz},
                                                    {"bit_rate", value_form::bit_rate},
                                                    {"size", value_form::size},
                                                    {"kibibytes", value_form::kibibytes},
                                                    {"date", value_form::date},
                                                    {"ago", value_form::ago},
                                                    {"until", value_form::until},
                                                    {"addresses", value_form::addresses}}};

constexpr std::array<choice<metric_kind>, 4> metric_keys{{{"counter", metric_kind::counter},
                                                          {"gauge", metric_kind::gauge},
                                                          {"info", metric_kind::info},
                                                          {"stateset", metric_kind::stateset}}};

constexpr std::array<choice<row_event>, 2> row_events{
    {{"new", row_event::appeared}, {"gone", row_event::gone}}};

constexpr unsigned most_parts = 64;

// Which of `keys` says what kind of metric it is; the value under it is the name.
std::optional<std::pair<metric_kind, yaml_value>>
read_kind(yaml_map& map, std::span<const choice<metric_kind>> keys)
{
    std::optional<std::pair<metric_kind, yaml_value>> found;
    std::string names;
    auto written = 0;
    for (const auto& key : keys) {
        names += (names.empty() ? "" : ", ") + std::string(key.name);
        if (map.has(key.name)) ++written;
        if (auto v = map.find(key.name)) found.emplace(key.value, *v);
    }
    if (written == 1 || !map.self().is_map()) return found;
    map.refuse("must have exactly one of " + names + ", with the metric's name");
    return std::nullopt;
}

void refuse_keys(yaml_map& map, std::initializer_list<const char*> keys, const std::string& why)
{
    for (const auto* key : keys)
        if (auto v = map.find(key)) v->refuse(why);
}

void check_info(yaml_map& map)
{
    if (!map.has("labels")) map.refuse("an info is made of labels: labels is required");
    refuse_keys(map,
                {"property", "as", "part", "is", "scale", "absent", "states", "label"},
                "an info has no value: its labels say it all");
}

unsigned read_part(const yaml_value& v)
{
    if (v.node().text == "sum") return sum_of_parts;
    auto number = v.integer(1, most_parts);
    return number ? static_cast<unsigned>(*number) : whole_value;
}

std::vector<std::string> read_at_least(yaml_map& map, const std::vector<label_definition>& by)
{
    auto v = map.find("at_least");
    if (!v) return {};
    auto values = read_list(*v, [](const yaml_value& item) { return item.text(256); });
    if (by.size() != 1) v->refuse("needs exactly one label under by");
    return values;
}

// Which rows a count or an event is of, and what it tells apart.
template <class Definition>
void read_rows_counted(yaml_map& map, Definition& definition)
{
    if (auto by = map.find("by")) definition.by = read_labels(*by);
    definition.at_least = read_at_least(map, definition.by);
    definition.when = read_conditions(map);
}

bool is_flag(const metric_definition& metric)
{
    return metric.form == value_form::flag || metric.form == value_form::inverse ||
           !metric.is.empty();
}

}

metric_definition metric_reader::metric(const yaml_value& v)
{
    yaml_map map(v);
    metric_definition metric;
    auto kind = read_kind(map, metric_keys);
    if (kind) metric.kind = kind->first;
    metric.help = read_help(map);
    if (auto labels = map.find("labels")) {
        metric.labels = read_labels(*labels);
        check_labels(*labels, metric.labels);
    }
    metric.when = read_conditions(map);
    if (metric.kind == metric_kind::info)
        check_info(map);
    else if (metric.kind == metric_kind::stateset)
        read_states(map, metric);
    else
        read_value(map, metric, kind ? kind->second : v);
    auto naming = is_flag(metric) ? value_form::flag : metric.form;
    if (kind) {
        metric.name = new_metric(kind->second, metric.kind, naming);
        metric.named_at = kind->second.where();
    }
    map.finish();
    return metric;
}

void metric_reader::read_value(yaml_map& map, metric_definition& metric, const yaml_value& name)
{
    if (auto v = map.require("property"))
        metric.property = read_property_list(*v).value_or(property_list{});
    if (auto v = map.find("as")) metric.form = choose(*v, forms).value_or(value_form::number);
    if (auto v = map.find("is")) {
        metric.is = read_texts(*v);
        refuse_keys(map, {"as", "part"}, "`is` compares the whole text: remove this or `is`");
    }
    if (auto v = map.find("part")) metric.part = read_part(*v);
    if (auto v = map.find("scale")) {
        metric.scale = v->number(-1e18, 1e18).value_or(1);
        if (metric.scale == 0) v->refuse("0 leaves nothing of the number");
        if (is_flag(metric)) v->refuse("a flag is 0 or 1 and has no scale");
    }
    if (is_flag(metric) && metric.kind == metric_kind::counter)
        name.refuse("a flag is a gauge, not a counter");
    if (auto v = map.find("absent")) metric.absent = v->number(-1e9, 1e9);
    refuse_keys(map, {"states", "label"}, "belongs to a stateset");
}

void metric_reader::read_states(yaml_map& map, metric_definition& metric)
{
    metric.form = value_form::flag; // for its name: 0 or 1, no unit
    if (auto v = map.require("property"))
        metric.property = read_property_list(*v).value_or(property_list{});
    if (auto v = map.require("states")) {
        metric.states = read_list(*v, [](const yaml_value& item) { return item.text(256); });
        std::set<std::string> unique(metric.states.begin(), metric.states.end());
        if (unique.size() < metric.states.size()) v->refuse("has a value twice");
    }
    if (auto v = map.require("label")) {
        metric.state_label = v->text(64).value_or("");
        if (auto m = label_name_mistake(metric.state_label); m && !metric.state_label.empty())
            v->refuse(*m);
        auto taken = [&](const label_definition& l) { return l.name == metric.state_label; };
        if (std::any_of(shared_.begin(), shared_.end(), taken) ||
            std::any_of(metric.labels.begin(), metric.labels.end(), taken))
            v->refuse(metric.state_label + " is already a label of these rows");
    }
    refuse_keys(map,
                {"as", "part", "is", "scale", "absent"},
                "a stateset is 1 for the state that holds and 0 for the others");
}

count_definition metric_reader::count(const yaml_value& v)
{
    yaml_map map(v);
    count_definition count;
    if (auto name = map.require("gauge")) {
        count.name = new_metric(*name, metric_kind::gauge, value_form::number);
        count.named_at = name->where();
    }
    count.help = read_help(map);
    read_rows_counted(map, count);
    map.finish();
    return count;
}

event_definition metric_reader::event(const yaml_value& v)
{
    yaml_map map(v);
    event_definition event;
    if (auto name = map.require("counter")) {
        event.name = new_metric(*name, metric_kind::counter, value_form::number);
        event.named_at = name->where();
    }
    event.help = read_help(map);
    if (auto rows = map.require("rows"))
        event.event = choose(*rows, row_events).value_or(row_event::appeared);
    if (auto key = map.require("key")) event.key = read_list(*key, read_property_list);
    read_rows_counted(map, event);
    map.finish();
    return event;
}

join_definition::column metric_reader::joined(const yaml_value& v)
{
    yaml_map map(v);
    join_definition::column column;
    auto kind = read_kind(map, std::span(metric_keys).first<2>());
    if (kind) {
        column.name = new_metric(kind->second, kind->first, value_form::number);
        column.named_at = kind->second.where();
    }
    column.help = read_help(map);
    if (auto from = map.require("from")) {
        column.from = from->text(128).value_or("");
        column.from_at = from->where();
        auto counter = kind && kind->first == metric_kind::counter;
        if (kind && !column.from.empty() && column.from.ends_with("_total") != counter)
            from->refuse(counter ? "a counter is taken from a counter, whose name ends in _total"
                                 : "a gauge is not taken from a counter");
    }
    map.finish();
    return column;
}

std::string metric_reader::new_metric(const yaml_value& v, metric_kind kind, value_form form)
{
    auto name = v.text(256);
    if (!name) return {};
    if (auto m = metric_name_mistake(*name, kind, form)) v.refuse(*m);
    if (std::find(names_.begin(), names_.end(), *name) != names_.end())
        v.refuse(quoted(*name) + " is already a metric of this collector");
    names_.push_back(*name);
    return *name;
}

void metric_reader::check_labels(const yaml_value& v,
                                 const std::vector<label_definition>& more) const
{
    for (const auto& label : more)
        for (const auto& shared : shared_)
            if (label.name == shared.name)
                v.refuse(label.name + " is already a label of the whole collector");
}

}
