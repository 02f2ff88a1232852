#include "exporter/collector.hpp"

#include "exporter/collector_compiler.hpp"
#include "exporter/router_families.hpp"

#include <algorithm>
#include <map>

namespace exporter {

namespace {

using definitions = std::span<const config::collector_definition>;

void report(config::mistakes& out,
            const config::collector_definition& where,
            const std::string& path,
            const std::string& message)
{
    out.push_back({.file = where.file, .line = 0, .column = 0, .path = path, .message = message});
}

void check_unique(definitions all, const std::vector<collector>& compiled, config::mistakes& out)
{
    std::map<std::string, std::string> collectors;
    std::map<std::string, std::string> metrics;
    for (const auto& name : router_family_names())
        metrics.emplace(name, "the exporter itself");
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto [first, is_new] = collectors.emplace(all[i].name, all[i].file);
        if (!is_new)
            report(
                out, all[i], "collector", all[i].name + " is defined in " + first->second + " too");
        for (const auto& f : compiled[i].families) {
            auto [other, unused] = metrics.emplace(f.name(), all[i].file);
            if (!unused) report(out, all[i], f.name(), "is defined in " + other->second + " too");
        }
    }
}

// The family of `from` that has a value in every row of the collector's own labels, in their order.
const value_plan* find_plain_metric(const collector& from, std::string_view name)
{
    for (const auto& value : from.groups.front().values)
        if (from.families[value.family].name() == name) return &value;
    return nullptr;
}

class joiner {
public:
    joiner(definitions all, std::vector<collector>& compiled, config::mistakes& mistakes)
        : all_(all), compiled_(compiled), mistakes_(mistakes)
    {
    }

    void link(std::size_t index)
    {
        const auto& join = *all_[index].join;
        auto other = std::find_if(compiled_.begin(), compiled_.end(), [&](const collector& c) {
            return c.name == join.collector;
        });
        if (other == compiled_.end() || other == compiled_.begin() + std::ptrdiff_t(index)) {
            report(
                mistakes_, all_[index], "join.collector", "no other collector " + join.collector);
            return;
        }
        auto& plan = *compiled_[index].join;
        plan.collector = static_cast<std::size_t>(other - compiled_.begin());
        key_by(all_[index], *other);
        for (std::size_t i = 0; i < join.columns.size(); ++i)
            take_over(index, *other, join.columns[i], plan.columns[i]);
    }

private:
    // `other` must keep its rows by the label; all who join with it must mean the same one.
    void key_by(const config::collector_definition& definition, collector& other)
    {
        const auto& labels = other.groups.front().labels;
        auto lead = "," + definition.join->label + "=\"";
        auto label = std::find_if(
            labels.begin(), labels.end(), [&](const label_plan& l) { return l.lead == lead; });
        if (label == labels.end()) {
            report(mistakes_,
                   definition,
                   "join.label",
                   other.name + " has no label " + definition.join->label);
        } else if (other.keyed_by && *other.keyed_by != label->property) {
            report(mistakes_,
                   definition,
                   "join.label",
                   other.name + " is joined on another label elsewhere");
        } else {
            other.keyed_by = label->property;
        }
    }

    void take_over(std::size_t index,
                   const collector& other,
                   const config::join_definition::column& definition,
                   join_plan::column& column)
    {
        const auto* from = find_plain_metric(other, definition.from);
        if (!from) {
            report(mistakes_,
                   all_[index],
                   definition.name,
                   other.name + " has no metric " + definition.from + " with just its own labels");
            return;
        }
        column.from = from->family;
        compiled_[index].families[column.family] =
            family(definition.name, other.families[from->family].type(), definition.help);
    }

    definitions all_;
    std::vector<collector>& compiled_;
    config::mistakes& mistakes_;
};

}

boost::system::result<std::shared_ptr<const catalogue>, config::mistakes>
catalogue::compile(std::span<const config::collector_definition> definitions)
{
    config::mistakes mistakes;
    std::vector<collector> compiled;
    for (const auto& definition : definitions)
        compiled.push_back(collector_compiler(definition, mistakes).compile());
    check_unique(definitions, compiled, mistakes);
    auto out = std::make_shared<catalogue>();
    out->dependents_.resize(compiled.size());
    joiner joins(definitions, compiled, mistakes);
    for (std::size_t i = 0; i < compiled.size(); ++i) {
        if (!compiled[i].join) continue;
        joins.link(i);
        out->dependents_[compiled[i].join->collector].push_back(i);
    }
    if (!mistakes.empty()) return mistakes;
    for (auto& c : compiled)
        out->collectors_.push_back(std::make_shared<const collector>(std::move(c)));
    return std::shared_ptr<const catalogue>(std::move(out));
}

std::optional<std::size_t> catalogue::find(std::string_view name) const
{
    for (std::size_t i = 0; i < collectors_.size(); ++i)
        if (collectors_[i]->name == name) return i;
    return std::nullopt;
}

}
