#include "tests/simulator/profile_menus.hpp"

#include "config/yaml_map.hpp"
#include "config/yaml_node.hpp"
#include "embedded/simulator_menus.hpp"

#include <algorithm>
#include <charconv>

namespace simulator {
namespace {

using config::yaml_map;
using config::yaml_value;

constexpr std::string_view folder = "menus/";

constexpr std::pair<std::string_view, variable> variables[]{
    {"uptime", variable::uptime},
    {"identity", variable::identity},
    {"serial", variable::serial},
    {"around", variable::around},
    {"load", variable::load},
    {"counter", variable::counter},
    {"date", variable::date},
    {"api-port", variable::api_port},
    {"tls-port", variable::tls_port},
    {"id", variable::id},
    {"session-id", variable::session_id},
    {"name", variable::name},
    {"user", variable::user},
    {"comment", variable::comment},
    {"mac", variable::mac},
    {"address", variable::address},
    {"age", variable::age},
    {"since", variable::since},
    {"running", variable::running},
    {"disabled", variable::disabled},
    {"link", variable::link},
    {"if-running", variable::if_running},
    {"rx-bytes", variable::rx_bytes},
    {"tx-bytes", variable::tx_bytes},
    {"rx-packets", variable::rx_packets},
    {"tx-packets", variable::tx_packets},
    {"byte-pair", variable::byte_pair},
    {"packet-pair", variable::packet_pair},
    {"rate-pair", variable::rate_pair},
    {"password", variable::password},
};

constexpr std::array<config::choice<source>, 7> sources{{{"rows", source::rows},
                                                         {"interfaces", source::interfaces},
                                                         {"ethernets", source::ethernets},
                                                         {"sessions", source::sessions},
                                                         {"secrets", source::secrets},
                                                         {"log", source::log},
                                                         {"users", source::users}}};

// "$around 24.3" -> the variable and its number.
cell read_cell(const yaml_map::named& entry)
{
    cell c{.name = entry.name,
           .what = variable::literal,
           .text = entry.value.node().text,
           .number = 0};
    if (!c.text.starts_with('$')) return c;
    auto space = c.text.find(' ');
    auto word = std::string_view(c.text).substr(1, space - 1);
    auto known = std::find_if(
        std::begin(variables), std::end(variables), [&](const auto& v) { return v.first == word; });
    if (known == std::end(variables)) {
        entry.value.refuse("there is no variable " + config::quoted(c.text));
        return c;
    }
    c.what = known->second;
    c.text = space == std::string::npos ? std::string() : c.text.substr(space + 1);
    std::from_chars(c.text.data(), c.text.data() + c.text.size(), c.number);
    return c;
}

void read_rows(yaml_map& map, std::string_view key, std::vector<row_template>& into)
{
    auto rows = map.find(key);
    if (!rows) return;
    for (const auto& item : rows->items())
        into.push_back(read_row(item));
}

void read_arguments(yaml_map& map, menu& m)
{
    auto names = map.find("arguments");
    if (!names) return;
    m.arguments.emplace();
    for (const auto& name : names->items())
        m.arguments->push_back(name.text().value_or(""));
}

menu read_menu(const yaml_value& value)
{
    yaml_map map(value);
    menu m;
    if (auto from = map.find("from")) m.from = config::choose(*from, sources).value_or(m.from);
    read_rows(map, "rows", m.rows);
    if (auto form = map.find("row")) m.rows.push_back(read_row(*form));
    read_rows(map, "monitor", m.monitor);
    read_rows(map, "info", m.info);
    read_arguments(map, m);
    map.finish();
    auto one_form = m.from != source::rows && m.from != source::interfaces;
    if (one_form && m.rows.size() != 1) map.refuse("must have `row`, the form of its rows");
    return m;
}

}

row_template read_row(const yaml_value& value)
{
    row_template r;
    for (const auto& entry : yaml_map(value).all())
        r.push_back(read_cell(entry));
    return r;
}

void read_menus(const yaml_value& value, profile& p)
{
    for (const auto& entry : yaml_map(value).all())
        p.menus.emplace(entry.name, read_menu(entry.value));
}

void include_menus(const yaml_value& file, profile& p, config::mistakes& out)
{
    auto name = file.text().value_or("");
    for (const auto& there_is : simulator_menus()) {
        if (name != std::string(folder) + std::string(there_is.name)) continue;
        auto document = config::read_yaml(std::string(there_is.content), name, out);
        if (document) read_menus(yaml_value(*document, name, "", out), p);
        return;
    }
    file.refuse("there is no file " + config::quoted(name));
}

std::vector<std::string> menu_files()
{
    std::vector<std::string> names;
    for (const auto& file : simulator_menus())
        names.push_back(std::string(folder) + std::string(file.name));
    return names;
}

}
