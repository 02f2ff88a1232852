// What the tests of tables and pages are made of: definitions in a few words, rows in fewer.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/join.hpp"
#include "exporter/number_text.hpp"
#include "exporter/series.hpp"
#include "exporter/table_builder.hpp"
#include "tests/unit/exporter/sent_row.hpp"

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace fixture {

inline config::collector_definition definition(const std::string& name)
{
    config::collector_definition d;
    d.name = name;
    d.file = name + ".yml";
    d.requests.emplace_back().command = "/" + name + "/print";
    d.every = std::chrono::seconds(15);
    return d;
}

inline config::metric_definition
metric(const std::string& name, config::metric_kind kind, const std::string& property)
{
    config::metric_definition m;
    m.name = name;
    m.help = "Help.";
    m.kind = kind;
    if (!property.empty()) m.property = {property};
    return m;
}

inline config::metric_definition gauge(const std::string& name, const std::string& property)
{
    return metric(name, config::metric_kind::gauge, property);
}

inline config::metric_definition counter(const std::string& name, const std::string& property)
{
    return metric(name, config::metric_kind::counter, property);
}

inline config::condition when(const std::string& property, const std::string& value)
{
    return {.property = {property}, .values = {value}, .negated = false};
}

inline std::shared_ptr<const exporter::catalogue>
compile(const std::vector<config::collector_definition>& definitions)
{
    auto compiled = exporter::catalogue::compile(definitions);
    if (!compiled) throw std::runtime_error(compiled.error().front().text());
    return *compiled;
}

inline config::router router(const std::string& name = "r1")
{
    config::router r;
    r.name = name;
    return r;
}

class rows {
public:
    rows(std::shared_ptr<const exporter::catalogue> collectors,
         std::size_t index = 0,
         std::shared_ptr<const exporter::table> joined = nullptr,
         exporter::table_limits limits = {})
        : collectors_(std::move(collectors)),
          plan_(collectors_->share(index)),
          builder_(plan_,
                   std::make_shared<exporter::router_series>(router()),
                   nullptr,
                   joined,
                   exporter::row_context{.now_unix = 1'700'000'000, .gmt_offset = {}},
                   limits)
    {
    }

    rows& add(pairs properties)
    {
        builder_.on_row(sent_row(properties).reply);
        return *this;
    }

    exporter::built_table finish() { return builder_.finish(); }
    const exporter::collector& plan() const { return *plan_; }

private:
    std::shared_ptr<const exporter::catalogue> collectors_;
    std::shared_ptr<const exporter::collector> plan_;
    exporter::table_builder builder_;
};

inline bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

// A column as lines, `{labels} value`, rows without a sample left out.
inline std::string lines(const exporter::table& t, std::size_t family)
{
    std::string out;
    const auto& c = t.column_of(family);
    for (std::size_t row = 0; row < c.rows; ++row) {
        char digits[exporter::number_text_limit];
        auto value = c.value(row);
        if (value != value) continue;
        out.append("{router=\"r1\"").append(c.label(row)).append(" ");
        out.append(digits, exporter::write_number(digits, value));
        out += '\n';
    }
    return out;
}

}
