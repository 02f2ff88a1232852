#include "config/collector_file.hpp"

#include "config/metric_name.hpp"
#include "config/yaml_map.hpp"
#include "embedded/embedded_collectors.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace config {
namespace {

using namespace std::chrono_literals;

constexpr std::array<choice<value_form>, 6> forms{{{"number", value_form::number},
                                                   {"flag", value_form::flag},
                                                   {"inverse", value_form::inverse},
                                                   {"duration", value_form::duration},
                                                   {"percent", value_form::percent},
                                                   {"megahertz", value_form::megahertz}}};

constexpr yaml_limits collector_limits{.bytes = 1U << 20, .depth = 8, .nodes = 100'000};

bool all_of_class(std::string_view text, std::string_view allowed)
{
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz0123456789";

// A name of ours: a collector's or a transform's.
std::optional<std::string> read_name(const yaml_value& v)
{
    auto name = v.text(64);
    if (!name) return std::nullopt;
    if (all_of_class(*name, std::string(lower) + "_") && name->front() > '9') return name;
    v.expected("of a-z, 0-9 and _, beginning with a letter");
    return std::nullopt;
}

// Property names are ASCII (protocol reference 1.7); anything else would break the words sent.
std::optional<std::string> read_property(const yaml_value& v)
{
    auto name = v.text(64);
    if (!name || all_of_class(*name, std::string(lower) + ".-")) return name;
    v.expected("a property as RouterOS calls it, of a-z, 0-9, - and .");
    return std::nullopt;
}

std::string read_help(yaml_map& map)
{
    auto v = map.require("help");
    if (!v) return {};
    auto help = v->text();
    if (!help) return {};
    if (auto m = help_mistake(*help)) v->refuse(*m);
    return *help;
}

template <class Read>
auto read_list(const yaml_value& v, Read read)
{
    std::vector<typename decltype(read(v))::value_type> out;
    auto items = v.items();
    if (v.is_list() && items.empty()) v.refuse("must not be empty: fill it or remove the key");
    for (const auto& item : items)
        if (auto one = read(item)) out.push_back(*std::move(one));
    return out;
}

std::vector<label_definition> read_labels(const yaml_value& v)
{
    std::vector<label_definition> out;
    yaml_map map(v);
    auto entries = map.all();
    if (v.is_map() && entries.empty()) v.refuse("must not be empty: fill it or remove the key");
    for (const auto& [name, key, value] : entries) {
        if (auto m = label_name_mistake(name)) key.refuse(*m);
        if (auto property = read_property(value)) out.push_back({name, *property});
    }
    return out;
}

// Reads one file; what its parts share is the collector so far.
class reader {
public:
    collector_definition read(const yaml_value& root);

private:
    void read_request(yaml_map& map);
    void read_metric(const yaml_value& v);
    void read_series(yaml_map& map, metric_definition& metric, const yaml_value& name);
    void read_count(const yaml_value& v);
    void read_join(const yaml_value& v);
    std::optional<join_definition::column> read_column(const yaml_value& v);
    std::string new_metric(const yaml_value& v, metric_kind kind, value_form form);
    void check_labels(const yaml_value& v, const std::vector<label_definition>& more) const;

    collector_definition collector_;
    std::vector<std::string> metric_names_;
};

collector_definition reader::read(const yaml_value& root)
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

void reader::read_request(yaml_map& map)
{
    if (auto v = map.require("command")) {
        auto command = v->text(128);
        auto menu = command && command->size() > 7 && command->front() == '/' &&
                    command->ends_with("/print") &&
                    all_of_class(*command, std::string(lower) + "-/");
        if (command && !menu) v->expected("the print command of a menu, as /ip/pool/print");
        if (menu) collector_.command = *command;
    }
    if (auto v = map.find("queries"))
        collector_.queries = read_list(*v, [](const yaml_value& item) {
            auto query = item.text(256);
            if (query && !query->starts_with('?'))
                item.expected("a query word that begins with ?, as ?running=true");
            return query;
        });
    if (auto v = map.require("every"))
        if (auto every = v->duration(1s, 24h)) collector_.every = *every;
    if (auto v = map.find("transform"))
        if (auto name = read_name(*v)) collector_.transform = *name;
    if (auto v = map.find("also_fetch")) collector_.also_fetch = read_list(*v, read_property);
    if (auto v = map.find("whole_rows")) collector_.whole_rows = v->flag().value_or(false);
}

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

constexpr std::array<choice<metric_kind>, 3> metric_keys{{{"counter", metric_kind::counter},
                                                          {"gauge", metric_kind::gauge},
                                                          {"info", metric_kind::info}}};

void check_info(yaml_map& map)
{
    if (!map.has("labels")) map.refuse("an info is made of labels: labels is required");
    for (auto key : {"property", "as", "absent"})
        if (auto v = map.find(key)) v->refuse("an info has no value: its labels say it all");
}

void reader::read_metric(const yaml_value& v)
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

void reader::read_series(yaml_map& map, metric_definition& metric, const yaml_value& name)
{
    if (auto v = map.require("property"))
        if (auto property = read_property(*v)) metric.property = *property;
    if (auto v = map.find("as")) metric.form = choose(*v, forms).value_or(value_form::number);
    auto flag = metric.form == value_form::flag || metric.form == value_form::inverse;
    if (flag && metric.kind == metric_kind::counter)
        name.refuse("a flag is a gauge, not a counter");
    if (auto v = map.find("absent")) metric.absent = v->number(-1e9, 1e9);
}

void reader::read_count(const yaml_value& v)
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

void reader::read_join(const yaml_value& v)
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

std::optional<join_definition::column> reader::read_column(const yaml_value& v)
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

std::string reader::new_metric(const yaml_value& v, metric_kind kind, value_form form)
{
    auto name = v.text(256);
    if (!name) return {};
    if (auto m = metric_name_mistake(*name, kind, form)) v.refuse(*m);
    if (std::find(metric_names_.begin(), metric_names_.end(), *name) != metric_names_.end())
        v.refuse(quoted(*name) + " is already a metric of this collector");
    metric_names_.push_back(*name);
    return *name;
}

void reader::check_labels(const yaml_value& v, const std::vector<label_definition>& more) const
{
    for (const auto& label : more)
        for (const auto& shared : collector_.labels)
            if (label.name == shared.name)
                v.refuse(label.name + " is already a label of the whole collector");
}

}

boost::system::result<collector_definition, mistakes> read_collector(const std::string& text,
                                                                     const std::string& file)
{
    mistakes found;
    auto document = read_yaml(text, file, found, collector_limits);
    if (!document) return found;
    auto definition = reader().read(yaml_value(*document, file, {}, found));
    definition.file = file;
    if (found.empty()) return definition;
    sort(found);
    return found;
}

std::vector<collector_definition> builtin_collectors()
{
    std::vector<collector_definition> out;
    for (const auto& file : embedded_collectors()) {
        auto name = "collectors/" + std::string(file.name);
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
        for (const auto& metric : c.metrics)
            add(metric.labels);
        for (const auto& count : c.counts)
            add(count.by);
    }
    return names;
}

}
