#include "config/collector_parts.hpp"

#include "config/metric_name.hpp"

namespace config {
namespace {

bool all_of_class(std::string_view text, std::string_view allowed)
{
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view lower = "abcdefghijklmnopqrstuvwxyz0123456789";

}

std::optional<std::string> read_name(const yaml_value& v)
{
    auto name = v.text(64);
    if (!name) return std::nullopt;
    if (all_of_class(*name, std::string(lower) + "_") && name->front() > '9') return name;
    v.expected("of a-z, 0-9 and _, beginning with a letter");
    return std::nullopt;
}

std::optional<std::string> read_property(const yaml_value& v)
{
    auto name = v.text(64);
    if (!name || all_of_class(*name, std::string(lower) + ".-")) return name;
    v.expected("a property as RouterOS calls it, of a-z, 0-9, - and .");
    return std::nullopt;
}

std::optional<std::string> read_command(const yaml_value& v)
{
    auto command = v.text(128);
    if (!command) return std::nullopt;
    constexpr std::string_view print = "/print";
    auto is_menu = command->size() > print.size() + 1 && command->front() == '/' &&
                   command->ends_with(print) && all_of_class(*command, std::string(lower) + "-/");
    if (is_menu) return command;
    v.expected("the print command of a menu, as /ip/pool/print");
    return std::nullopt;
}

std::optional<std::string> read_query(const yaml_value& v)
{
    auto query = v.text(256);
    if (!query || query->starts_with('?')) return query;
    v.expected("a query word that begins with ?, as ?running=true");
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

}
