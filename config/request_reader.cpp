#include "config/request_reader.hpp"

#include "config/collector_parts.hpp"

#include <algorithm>
#include <array>

namespace config {
namespace {

constexpr std::array<const char*, 7> keys_of_a_request{
    "queries", "arguments", "set", "version", "package", "count_only", "items"};

std::string_view verb(std::string_view command)
{
    return command.substr(command.rfind('/') + 1);
}

bool is_command(std::string_view text)
{
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-/";
    return text.size() > 1 && text.front() == '/' && text.rfind('/') > 1 &&
           text.find("//") == std::string_view::npos &&
           text.find_first_not_of(allowed) == std::string_view::npos;
}

// A collector only looks.
std::optional<std::string> read_command(const yaml_value& v)
{
    auto command = v.text(128);
    if (!command) return std::nullopt;
    auto looks = {"print", "monitor", "info"};
    if (is_command(*command) &&
        std::find(looks.begin(), looks.end(), verb(*command)) != looks.end())
        return command;
    v.expected("the print, monitor or info of a menu, as /ip/pool/print");
    return std::nullopt;
}

std::optional<std::string> read_print(const yaml_value& v)
{
    auto command = v.text(128);
    if (!command) return std::nullopt;
    if (is_command(*command) && verb(*command) == "print") return command;
    v.expected("the print command of a menu, as /ip/pool/print");
    return std::nullopt;
}

// A word that filters rows (protocol reference 1.5).
std::optional<std::string> read_query(const yaml_value& v)
{
    auto query = v.text(256);
    if (!query || query->starts_with('?')) return query;
    v.expected("a query word that begins with ?, as ?running=true");
    return std::nullopt;
}

std::vector<property_value> read_pairs(const yaml_value& v)
{
    std::vector<property_value> out;
    for (const auto& [name, key, value] : yaml_map(v).all()) {
        read_property(key);
        if (auto text = read_line(value)) out.push_back({name, *std::move(text)});
    }
    return out;
}

// "7", "7.13", "7.13.1"
bool is_version(std::string_view text)
{
    auto parts = 0;
    for (;; ++parts) {
        auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0 || digits > 5) return false;
        text.remove_prefix(digits);
        if (text.empty()) return parts < 3;
        if (text.front() != '.') return false;
        text.remove_prefix(1);
    }
}

std::optional<version_range> parse_versions(std::string_view text)
{
    version_range out;
    while (!text.empty()) {
        auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        auto& bound = word.starts_with(">=") ? out.from : out.before;
        if (!word.starts_with(">=") && !word.starts_with('<')) return std::nullopt;
        word.remove_prefix(word.front() == '<' ? 1 : 2);
        if (!bound.empty() || !is_version(word)) return std::nullopt;
        bound = word;
    }
    return out;
}

version_range read_versions(const yaml_value& v)
{
    auto text = v.text(64);
    auto range = text ? parse_versions(*text) : std::nullopt;
    if (text && !range) v.expected("one or two bounds, as \"<7\", \">=7.13\" or \">=7 <7.13\"");
    return range.value_or(version_range{});
}

std::string read_package(const yaml_value& v)
{
    auto name = v.text(64).value_or("");
    if (!name.empty() && !is_property(name))
        v.expected("a package as RouterOS calls it, as user-manager");
    return name;
}

items_definition read_items(const yaml_value& v)
{
    yaml_map map(v);
    items_definition items;
    if (auto command = map.require("command")) items.command = read_print(*command).value_or("");
    if (auto queries = map.find("queries")) items.queries = read_list(*queries, read_query);
    if (auto keep = map.find("keep")) items.keep = read_list(*keep, read_property);
    if (auto in = map.find("in")) items.in = read_property(*in).value_or("");
    if (auto each = map.find("one_by_one")) items.one_by_one = each->flag().value_or(false);
    map.finish();
    return items;
}

void read_match(const yaml_value& v, lookup_definition& out)
{
    auto pairs = read_pairs(v);
    if (pairs.size() != 1) {
        if (v.is_map()) v.refuse("must be one pair, our property: theirs");
        return;
    }
    out.match_ours = pairs.front().name;
    out.match_theirs = pairs.front().value;
    if (!is_property(out.match_theirs))
        v.refuse("must name a property of each side, our property: theirs");
}

bool has_placeholders(const request_definition& request)
{
    return std::any_of(request.queries.begin(), request.queries.end(), [](const auto& query) {
        return !placeholders(query).empty();
    });
}

void check_request(yaml_map& map, const request_definition& request)
{
    if (request.command.empty()) return;
    auto is_print = verb(request.command) == "print";
    auto filled_in = has_placeholders(request);
    if (auto v = map.find("count_only"); v && request.count_only && !is_print)
        v->refuse("only print counts rows");
    if (auto v = map.find("items"); v && is_print && !filled_in)
        v->refuse("print takes no items, but for {property} in its queries");
    if (auto v = map.find("queries"); v && filled_in && !request.items)
        v->refuse("{property} stands for an item's: items is missing");
}

request_definition read_request(yaml_map& map)
{
    request_definition out;
    if (auto v = map.require("command")) out.command = read_command(*v).value_or("");
    if (auto v = map.find("queries")) out.queries = read_list(*v, read_query);
    if (auto v = map.find("arguments")) out.arguments = read_pairs(*v);
    if (auto v = map.find("set")) out.set = read_pairs(*v);
    if (auto v = map.find("version")) out.version = read_versions(*v);
    if (auto v = map.find("package")) out.package = read_package(*v);
    if (auto v = map.find("count_only")) out.count_only = v->flag().value_or(false);
    if (auto v = map.find("items")) out.items = read_items(*v);
    check_request(map, out);
    return out;
}

std::optional<request_definition> read_listed_request(const yaml_value& v)
{
    yaml_map map(v);
    auto request = read_request(map);
    map.finish();
    return request;
}

}

void read_requests(yaml_map& map, collector_definition& out)
{
    auto written = 0;
    for (const auto* key : {"command", "requests", "alternatives"})
        if (map.has(key)) ++written;
    if (written != 1 && map.self().is_map())
        map.refuse(written == 0 ? "command is required, or requests or alternatives"
                                : "must have only one of command, requests and alternatives");
    if (map.has("command")) {
        out.requests.push_back(read_request(map));
        map.find("requests");
        map.find("alternatives");
        return;
    }
    map.find("command");
    if (auto v = map.find("requests")) out.requests = read_list(*v, read_listed_request);
    if (auto v = map.find("alternatives")) {
        out.requests = read_list(*v, read_listed_request);
        out.first_only = true;
    }
    for (const auto* key : keys_of_a_request)
        if (auto v = map.find(key); v && written > 0)
            v->refuse("belongs to a request: write it into each of them");
}

lookup_definition read_lookup(const yaml_value& v)
{
    yaml_map map(v);
    lookup_definition lookup;
    if (auto command = map.require("command")) lookup.command = read_print(*command).value_or("");
    if (auto queries = map.find("queries")) lookup.queries = read_list(*queries, read_query);
    if (auto match = map.require("match")) read_match(*match, lookup);
    if (auto add = map.require("add")) {
        auto entries = yaml_map(*add).all();
        if (add->is_map() && entries.empty()) add->refuse("must not be empty");
        for (const auto& [name, key, value] : entries) {
            read_property(key);
            if (auto theirs = read_property_list(value))
                lookup.add.push_back({name, *std::move(theirs)});
        }
    }
    map.finish();
    return lookup;
}

std::vector<std::string> placeholders(std::string_view query)
{
    std::vector<std::string> out;
    for (;;) {
        auto open = query.find('{');
        auto close = query.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) return out;
        auto name = query.substr(open + 1, close - open - 1);
        if (is_property(name)) out.emplace_back(name);
        query.remove_prefix(is_property(name) ? close + 1 : open + 1);
    }
}

}
