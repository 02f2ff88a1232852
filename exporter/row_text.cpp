#include "exporter/row_text.hpp"

#include "exporter/number_text.hpp"
#include "exporter/text_table.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace exporter {

namespace {

struct label {
    std::string name;
    std::string value;
};

// Of `,interface="b"}`.
std::vector<label> labels_of(std::string_view text)
{
    std::vector<label> labels;
    while (text.size() > 1) {
        text.remove_prefix(1); // the comma
        auto& next = labels.emplace_back();
        auto equals = std::min(text.find('='), text.size() - 1);
        next.name = text.substr(0, equals);
        std::size_t i = equals + 2;
        for (; i < text.size() && text[i] != '"'; ++i) {
            if (text[i] == '\\' && i + 1 < text.size())
                next.value += text[++i] == 'n' ? '\n' : text[i];
            else
                next.value += text[i];
        }
        text.remove_prefix(std::min(i + 1, text.size()));
    }
    return labels;
}

// "38,784,330,741"
std::string grouped(std::string digits)
{
    auto begin = digits.starts_with('-') ? 1U : 0U;
    auto end = std::min(digits.find_first_of(".e"), digits.size());
    if (digits.find_first_not_of("0123456789", begin) < end) return digits; // NaN, +Inf
    for (auto at = end; at > begin + 3;)
        digits.insert(at -= 3, ",");
    return digits;
}

std::string cell_text(double value, std::string_view family)
{
    if (std::isnan(value)) return "";
    // 253402300799: the year 9999.
    if (family.ends_with("_timestamp_seconds") && value >= 0 && value <= 253'402'300'799)
        return fmt::format("{:%Y-%m-%d %H:%M:%S}Z", fmt::gmtime(static_cast<std::time_t>(value)));
    char text[number_text_limit];
    return grouped({text, write_number(text, value)});
}

// Columns that have their rows in common.
struct section {
    column rows;
    std::vector<std::size_t> families;
};

std::vector<section> sections_of(const table& rows)
{
    std::vector<section> sections;
    for (std::size_t f = 0; f < rows.columns.size(); ++f) {
        const auto& c = rows.columns[f];
        if (!c.labels) continue;
        auto same = std::find_if(sections.begin(), sections.end(), [&](const section& s) {
            return s.rows.labels == c.labels && s.rows.first == c.first;
        });
        if (same == sections.end()) same = sections.insert(sections.end(), section{c, {}});
        same->families.push_back(f);
    }
    return sections;
}

// "mikrotik_interface_rx_bytes_total" among others of mikrotik_interface_: "rx (bytes)".
std::string header_of(const family& f, std::size_t prefix)
{
    auto name = std::string_view(f.name()).substr(prefix);
    if (f.type() == family_type::counter && name.ends_with("_total")) name.remove_suffix(6);
    auto unit = unit_of(name);
    if (name.ends_with("_timestamp_seconds")) return std::string(name.substr(0, name.size() - 8));
    if (unit.empty() || unit.size() + 1 >= name.size()) return std::string(name);
    auto what = name.substr(0, name.size() - unit.size() - 1);
    return fmt::format("{} ({})", what, unit);
}

// How much all names have in common, up to an underscore.
std::size_t common_prefix(const collector& of, const std::vector<std::size_t>& families)
{
    std::string_view common = of.families[families.front()].name();
    if (families.size() == 1) return common.find('_') + 1;
    for (auto f : families) {
        std::string_view name = of.families[f].name();
        auto differ = std::mismatch(common.begin(), common.end(), name.begin(), name.end());
        common = common.substr(0, static_cast<std::size_t>(differ.first - common.begin()));
    }
    return common.rfind('_') + 1;
}

std::string section_text(const collector& of, const table& rows, const section& s, bool bold)
{
    std::vector<text_table::column> columns;
    std::vector<std::vector<label>> labels;
    for (std::size_t row = 0; row < s.rows.rows; ++row)
        labels.push_back(labels_of(s.rows.label(row)));
    for (const auto& l : labels.front())
        columns.push_back({l.name});
    auto prefix = common_prefix(of, s.families);
    for (auto f : s.families)
        columns.push_back({header_of(of.families[f], prefix), true});

    text_table text(columns);
    std::vector<std::size_t> order(labels.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    auto key = [&](std::size_t row, std::size_t i) -> const std::string& {
        return labels[row][i].value;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        for (std::size_t i = 0; i < std::min(labels[a].size(), labels[b].size()); ++i)
            if (key(a, i) != key(b, i)) return key(a, i) < key(b, i);
        return false;
    });
    for (auto row : order) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < labels.front().size(); ++i)
            cells.push_back(i < labels[row].size() ? key(row, i) : "");
        for (auto f : s.families)
            cells.push_back(cell_text(rows.columns[f].value(row), of.families[f].name()));
        text.add(cells);
    }
    return text.text(bold);
}

}

std::string row_text(const collector& of, const table& rows, bool bold_header)
{
    std::string text;
    for (const auto& s : sections_of(rows)) {
        if (!text.empty()) text += '\n';
        text += section_text(of, rows, s, bold_header);
    }
    return text;
}

}
