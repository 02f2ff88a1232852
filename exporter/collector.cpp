#include "exporter/collector.hpp"

#include "exporter/collector_compiler.hpp"
#include "exporter/router_families.hpp"

#include <algorithm>
#include <map>

namespace exporter {

namespace {

using definitions = std::span<const config::collector_definition>;

using names_at = std::map<std::string, config::place>;

// Where the names of its metrics stand.
names_at places_of_names(const config::collector_definition& d)
{
    names_at out;
    auto add = [&](const auto& all) {
        for (const auto& one : all)
            out.emplace(one.name, one.named_at);
    };
    add(d.metrics);
    add(d.counts);
    add(d.events);
    if (d.join) add(d.join->columns);
    return out;
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

    void add(const std::vector<family>& families, const config::collector_definition& of)
    {
        auto places = places_of_names(of);
        for (const auto& f : families) {
            auto [other, is_new] = remember(f, of.file);
            if (!is_new) out_.push_back(mistake_in(of, places[f.name()], taken(f, other)));
        }
    }

private:
    struct origin {
        std::string name;
        std::string file;
    };

    static std::string taken(const family& f, const origin& by)
    {
        if (by.name == f.name()) return f.name() + " is defined in " + by.file + " too";
        return f.name() + " has the OpenMetrics name " + std::string(f.open_metrics_name()) +
               ", as " + by.name + " in " + by.file;
    }

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
            out.push_back(mistake_in(
                all[i], all[i].named_at, all[i].name + " is defined in " + first->second + " too"));
        metrics.add(compiled[i].families, all[i]);
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
            return refuse(all_[index], join.collector_at, "no other collector " + join.collector);
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
            refuse(definition,
                   definition.join->label_at,
                   described(other) + " has no label " + definition.join->label);
        } else if (other.keyed_by && *other.keyed_by != label->property) {
            refuse(definition,
                   definition.join->label_at,
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
            return refuse(all_[index],
                          definition.from_at,
                          described(other) + " has no metric " + definition.from +
                              " with just its own labels");
        }
        column.from = from->family;
        compiled_[index].families[column.family] =
            family(definition.name, other.families[from->family].type(), definition.help);
    }

    void
    refuse(const config::collector_definition& in, const config::place& at, std::string message)
    {
        mistakes_.push_back(mistake_in(in, at, std::move(message)));
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
    sort(mistakes);
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
