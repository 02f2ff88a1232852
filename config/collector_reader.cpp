#include "config/collector_reader.hpp"

#include "config/collector_parts.hpp"
#include "config/metric_name.hpp"

#include <algorithm>
#include <array>

namespace config {
namespace {

using namespace std::chrono_literals;

constexpr std::array<choice<value_form>, 6> forms{{{"number", value_form::number},
                                                   {"flag", value_form::flag},
                                                   {"inverse", value_form::inverse},
                                                   {"duration", value_form::duration},
                                                   {"percent", value_form::percent},
                                                   {"megahertz", value_form::megahertz}}};

constexpr std::array<choice<metric_kind>, 3> metric_keys{{{"counter", metric_kind::counter},
                                                          {"gauge", metric_kind::gauge},
                                                          {"info", metric_kind::info}}};

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

void check_info(yaml_map& map)
{
    if (!map.has("labels")) map.refuse("an info is made of labels: labels is required");
    for (auto key : {"property", "as", "absent"})
        if (auto v = map.find(key)) v->refuse("an info has no value: its labels say it all");
}

}

collector_definition collector_reader::read(const yaml_value& root)
{
    yaml_map map(root);
    if (auto v = map.require("collector"))
        if (auto name = read_name(*v)) collector_.name = *name;
    collector_.help = read_help(map);
    read_request(map);
    if (auto v = map.find("labels")) collector_.labels = read_labels(*v);
    if (auto v = map.find("metrics"))
        for (const auto& item : v->items())
            read_metric(item);
    if (auto v = map.find("counts"))
        for (const auto& item : v->items())
            read_count(item);
    if (auto v = map.find("join")) read_join(*v);
    if (root.is_map() && collector_.metrics.empty() && collector_.counts.empty() &&
        !collector_.join)
        map.refuse("gives no metrics: add metrics, counts or join");
    map.finish();
    return std::move(collector_);
}

void collector_reader::read_request(yaml_map& map)
{
    if (auto v = map.require("command")) collector_.command = read_command(*v).value_or("");
    if (auto v = map.find("queries")) collector_.queries = read_list(*v, read_query);
    if (auto v = map.require("every"))
        if (auto every = v->duration(1s, 24h)) collector_.every = *every;
    if (auto v = map.find("transform"))
        if (auto name = read_name(*v)) collector_.transform = *name;
    if (auto v = map.find("also_fetch")) collector_.also_fetch = read_list(*v, read_property);
    if (auto v = map.find("whole_rows")) collector_.whole_rows = v->flag().value_or(false);
}

void collector_reader::read_metric(const yaml_value& v)
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
    if (auto when = map.find("when"))
        for (const auto& [property, key, value] : yaml_map(*when).all()) {
            read_property(key);
            if (auto equals = value.text(256)) metric.when.push_back({property, *equals});
        }
    if (metric.kind != metric_kind::info)
        read_series(map, metric, kind ? kind->second : v);
    else
        check_info(map);
    if (kind) metric.name = new_metric(kind->second, metric.kind, metric.form);
    map.finish();
    collector_.metrics.push_back(std::move(metric));
}

void collector_reader::read_series(yaml_map& map, metric_definition& metric, const yaml_value& name)
{
    if (auto v = map.require("property"))
        if (auto property = read_property(*v)) metric.property = *property;
    if (auto v = map.find("as")) metric.form = choose(*v, forms).value_or(value_form::number);
    auto flag = metric.form == value_form::flag || metric.form == value_form::inverse;
    if (flag && metric.kind == metric_kind::counter)
        name.refuse("a flag is a gauge, not a counter");
    if (auto v = map.find("absent")) metric.absent = v->number(-1e9, 1e9);
}

void collector_reader::read_count(const yaml_value& v)
{
    yaml_map map(v);
    count_definition count;
    if (auto name = map.require("gauge"))
        count.name = new_metric(*name, metric_kind::gauge, value_form::number);
    count.help = read_help(map);
    if (auto by = map.find("by")) count.by = read_labels(*by);
    if (auto least = map.find("at_least")) {
        count.at_least = read_list(*least, [](const yaml_value& item) { return item.text(256); });
        if (count.by.size() != 1) least->refuse("needs exactly one label under by");
    }
    map.finish();
    collector_.counts.push_back(std::move(count));
}

void collector_reader::read_join(const yaml_value& v)
{
    yaml_map map(v);
    join_definition join;
    if (auto name = map.require("collector")) {
        join.collector = read_name(*name).value_or("");
        if (!join.collector.empty() && join.collector == collector_.name)
            name->refuse("must be another collector");
    }
    if (auto label = map.require("label")) {
        join.label = label->text(64).value_or("");
        if (auto m = label_name_mistake(join.label); m && !join.label.empty()) label->refuse(*m);
    }
    if (auto property = map.require("property"))
        join.property = read_property(*property).value_or("");
    if (auto metrics = map.require("metrics"))
        join.columns =
            read_list(*metrics, [this](const yaml_value& item) { return read_column(item); });
    map.finish();
    collector_.join = std::move(join);
}

std::optional<join_definition::column> collector_reader::read_column(const yaml_value& v)
{
    yaml_map map(v);
    join_definition::column column;
    auto kind = read_kind(map, std::span(metric_keys).first<2>());
    if (kind) column.name = new_metric(kind->second, kind->first, value_form::number);
    column.help = read_help(map);
    if (auto from = map.require("from")) {
        column.from = from->text(128).value_or("");
        auto counter = kind && kind->first == metric_kind::counter;
        if (kind && !column.from.empty() && column.from.ends_with("_total") != counter)
            from->refuse(counter ? "a counter is taken from a counter, whose name ends in _total"
                                 : "a gauge is not taken from a counter");
    }
    map.finish();
    return column;
}

std::string collector_reader::new_metric(const yaml_value& v, metric_kind kind, value_form form)
{
    auto name = v.text(256);
    if (!name) return {};
    if (auto m = metric_name_mistake(*name, kind, form)) v.refuse(*m);
    if (std::find(metric_names_.begin(), metric_names_.end(), *name) != metric_names_.end())
        v.refuse(quoted(*name) + " is already a metric of this collector");
    metric_names_.push_back(*name);
    return *name;
}

void collector_reader::check_labels(const yaml_value& v,
                                    const std::vector<label_definition>& more) const
{
    for (const auto& label : more)
        for (const auto& shared : collector_.labels)
            if (label.name == shared.name)
                v.refuse(label.name + " is already a label of the whole collector");
}

}
