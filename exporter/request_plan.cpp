#include "exporter/request_plan.hpp"

#include "config/request_reader.hpp"

#include <boost/algorithm/string/join.hpp>

namespace exporter {

namespace {

// Every command has a price of its own on the router, and an answer that must fit one sentence.
constexpr std::size_t most_items_at_once = 50;

std::string proplist_of(const std::set<std::string>& properties)
{
    return boost::algorithm::join(properties, ",");
}

std::optional<router_version> bound(const std::string& text)
{
    return text.empty() ? std::nullopt : parse_version(text);
}

items_plan plan_items(const config::request_definition& request)
{
    const auto& definition = *request.items;
    items_plan out{.command = definition.command,
                   .proplist = {},
                   .queries = definition.queries,
                   .keep = definition.keep,
                   .argument = definition.in,
                   .placeholders = {},
                   .at_once = definition.one_by_one ? 1 : most_items_at_once};
    std::set<std::string> wanted(definition.keep.begin(), definition.keep.end());
    wanted.insert({".id", "name"});
    for (const auto& query : request.queries)
        for (auto& property : config::placeholders(query)) {
            wanted.insert(property);
            out.placeholders.push_back(std::move(property));
        }
    if (!out.placeholders.empty()) out.at_once = 1;
    if (request.command.ends_with("/print")) out.argument.clear();
    out.proplist = proplist_of(wanted);
    return out;
}

}

request_plan plan_request(const config::request_definition& definition,
                          const std::set<std::string>& wanted)
{
    request_plan out{.command = definition.command,
                     .proplist = definition.count_only ? "" : proplist_of(wanted),
                     .queries = definition.queries,
                     .arguments = definition.arguments,
                     .set = definition.set,
                     .from = bound(definition.version.from),
                     .before = bound(definition.version.before),
                     .package = definition.package,
                     .count_only = definition.count_only,
                     .items = {}};
    if (definition.items) out.items = plan_items(definition);
    return out;
}

lookup_plan plan_lookup(const config::lookup_definition& definition)
{
    std::set<std::string> wanted{definition.match_theirs};
    for (const auto& added : definition.add)
        wanted.insert(added.property.begin(), added.property.end());
    return {.command = definition.command,
            .proplist = proplist_of(wanted),
            .queries = definition.queries,
            .ours = definition.match_ours,
            .theirs = definition.match_theirs,
            .add = definition.add};
}

}
