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

// The metrics defined so far. Two may not even share what OpenMetrics calls them, which is less
// than the name: readers refuse the whole page.
class taken_names {
public:
    explicit taken_names(config::mistakes& out) : out_(out)
    {
        for (const auto& name : router_family_names()) {
            auto type = name.ends_with("_info") ? family_type::info : family_type::gauge;
            remember(family(name, type, ""), "the exporter itself");
        }
    }

    void add(const family& f, const config::collector_definition& where)
    {
        auto [other, is_new] = remember(f, where.file);
        if (is_new) return;
        auto message = "is defined in " + other.file + " too";
        if (other.name != f.name())
            message = "has the OpenMetrics name " + std::string(f.open_metrics_name()) + ", as " +
                      other.name + " in " + other.file;
        report(out_, where, f.name(), message);
    }

private:
    struct origin {
        std::string name;
        std::string file;
    };

    std::pair<const origin&, bool> remember(const family& f, const std::string& file)
    {
        auto [at, is_new] =
            taken_.emplace(std::string(f.open_metrics_name()), origin{f.name(), file});
        return {at->second, is_new};
    }

    std::map<std::string, origin> taken_;
    config::mistakes& out_;
};

void check_unique(definitions all, const std::vector<collector>& compiled, config::mistakes& out)
{
    std::map<std::string, std::string> collectors;
    taken_names metrics(out);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto [first, is_new] = collectors.emplace(all[i].name, all[i].file);
        if (!is_new)
            report(
                out, all[i], "collector", all[i].name + " is defined in " + first->second + " too");
        for (const auto& f : compiled[i].families)
            metrics.add(f, all[i]);
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
                   described(other) + " has no label " + definition.join->label);
        } else if (other.keyed_by && *other.keyed_by != label->property) {
            report(mistakes_,
                   definition,
                   "join.label",
                   described(other) + " is joined on another label elsewhere");
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
                   described(other) + " has no metric " + definition.from +
                       " with just its own labels");
            return;
        }
        column.from = from->family;
        compiled_[index].families[column.family] =
            family(definition.name, other.families[from->family].type(), definition.help);
    }

    // With its file: where to mend it, which may be a user's while the join is built in.
    std::string described(const collector& c) const
    {
        auto index = static_cast<std::size_t>(&c - compiled_.data());
        return c.name + " in " + all_[index].file;
    }

    definitions all_;
    std::vector<collector>& compiled_;
    config::mistakes& mistakes_;
};

}

bool condition_plan::holds(std::string_view text) const
{
    if (values.empty()) return !text.empty();
    auto found = std::find(values.begin(), values.end(), text) != values.end();
    return found != negated;
}

boost::system::result<std::shared_ptr<const catalogue>, config::mistakes>
catalogue::compile(std::span<const config::collector_definition> definitions)
{
    config::mistakes mistakes;
    std::vector<collector> compiled;
    for (const auto& definition : definitions)
        compiled.push_back(collector_compiler(definition, mistakes).compile());
    auto out = std::make_shared<catalogue>();
    out->dependents_.resize(compiled.size());
    joiner joins(definitions, compiled, mistakes);
    for (std::size_t i = 0; i < compiled.size(); ++i) {
        if (!compiled[i].join) continue;
        joins.link(i);
        out->dependents_[compiled[i].join->collector].push_back(i);
    }
    check_unique(definitions, compiled, mistakes); // joins have set the types by now
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
