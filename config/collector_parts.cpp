#include "config/collector_parts.hpp"

#include "config/metric_name.hpp"

#include <algorithm>

namespace config {
namespace {

bool all_of_class(std::string_view text, std::string_view allowed)
{
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<std::string> read_text(const yaml_value& v)
{
    return v.text(256);
}

void read_matches(const yaml_value& v, bool negated, std::vector<condition>& out)
{
    for (const auto& [property, key, value] : yaml_map(v).all()) {
        read_property(key);
        auto texts = read_texts(value);
        if (!texts.empty())
            out.push_back({.property = {property}, .values = std::move(texts), .negated = negated});
    }
}

}

std::optional<std::string> read_name(const yaml_value& v)
{
    auto name = v.text(64);
    if (!name) return std::nullopt;
    if (all_of_class(*name, "abcdefghijklmnopqrstuvwxyz0123456789_") && name->front() > '9')
        return name;
    v.expected("of a-z, 0-9 and _, beginning with a letter");
    return std::nullopt;
}

bool is_property(std::string_view name)
{
    return !name.empty() && all_of_class(name, "abcdefghijklmnopqrstuvwxyz0123456789.-");
}

std::optional<std::string> read_property(const yaml_value& v)
{
    auto name = v.text(64);
    if (!name || is_property(*name)) return name;
    v.expected("a property as RouterOS calls it, of a-z, 0-9, - and .");
    return std::nullopt;
}

std::optional<property_list> read_property_list(const yaml_value& v)
{
    property_list out;
    if (v.is_list())
        out = read_list(v, read_property);
    else if (auto one = read_property(v))
        out.push_back(*std::move(one));
    if (out.empty()) return std::nullopt;
    return out;
}

std::optional<std::string> read_line(const yaml_value& v)
{
    if (auto empty = v.is_list() || v.is_map() ? std::nullopt : v.any_text(); empty == "")
        return empty;
    return v.text(256);
}

std::vector<std::string> read_texts(const yaml_value& v)
{
    if (v.is_list()) return read_list(v, read_text);
    auto one = v.text(256);
    return one ? std::vector{*std::move(one)} : std::vector<std::string>();
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

std::vector<label_definition> read_labels(const yaml_value& v)
{
    std::vector<label_definition> out;
    yaml_map map(v);
    auto entries = map.all();
    if (v.is_map() && entries.empty()) v.refuse("must not be empty: fill it or remove the key");
    for (const auto& [name, key, value] : entries) {
        if (auto m = label_name_mistake(name)) key.refuse(*m);
        if (auto property = read_property_list(value)) out.push_back({name, *std::move(property)});
    }
    return out;
}

std::vector<condition> read_conditions(yaml_map& map)
{
    std::vector<condition> out;
    if (auto v = map.find("when")) read_matches(*v, false, out);
    if (auto v = map.find("unless")) read_matches(*v, true, out);
    if (auto v = map.find("has"))
        for (auto& property : read_list(*v, read_property))
            out.push_back({.property = {std::move(property)}, .values = {}, .negated = true});
    return out;
}

}
