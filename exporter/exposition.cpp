#include "exporter/exposition.hpp"

#include "exporter/router_families.hpp"

#include <algorithm>

namespace exporter {

namespace {

using time_point = std::chrono::steady_clock::time_point;

// The tables of one collector that are served now, by router.
std::vector<const table*>
fresh_tables(const fleet_view& routers, std::size_t collector, time_point now)
{
    std::vector<const table*> tables;
    tables.reserve(routers.size());
    for (const auto& router : routers) {
        const auto& c = router->collectors[collector];
        tables.push_back(c.fresh(now) ? c.rows.get() : nullptr);
    }
    return tables;
}

void write_column(page_writer& out, std::string_view name, const column& samples)
{
    const auto& labels = *samples.labels;
    auto rows = labels.size();
    if (!samples.values) {
        for (std::size_t row = 0; row < rows; ++row)
            out.sample(name, labels[row], 1);
        return;
    }
    for (std::size_t row = 0; row < rows; ++row) {
        auto value = samples.values[row];
        if (value == value)
            out.sample(name, labels[row], value); // NaN, the one that differs: no_sample
    }
}

bool has_samples(const column& samples)
{
    if (samples.size() == 0) return false;
    if (!samples.values) return true;
    auto is_sample = [](double value) { return value == value; };
    return std::any_of(samples.values, samples.values + samples.size(), is_sample);
}

class collector_page {
public:
    collector_page(page_writer& out, format f, const collector& plan)
        : out_(out), format_(f), plan_(plan)
    {
    }

    void write(const std::vector<const table*>& tables) const
    {
        for (std::size_t i = 0; i < plan_.families.size() && !out_.reader_gone(); ++i)
            if (!is_joined(i)) write_family(i, tables);
    }

    // Joined columns are as fresh as both their sides.
    void write_joined(std::vector<const table*> tables,
                      const std::vector<const table*>& others) const
    {
        for (std::size_t i = 0; i < tables.size(); ++i)
            if (!others[i]) tables[i] = nullptr;
        for (const auto& joined : plan_.join->columns)
            write_family(joined.family, tables);
    }

private:
    bool is_joined(std::size_t family) const
    {
        if (!plan_.join) return false;
        for (const auto& joined : plan_.join->columns)
            if (joined.family == family) return true;
        return false;
    }

    void write_family(std::size_t index, const std::vector<const table*>& tables) const
    {
        const auto& f = plan_.families[index];
        auto introduced = false;
        for (const auto* rows : tables) {
            if (!rows || !has_samples(rows->column_of(index))) continue;
            if (!introduced) out_.text(f.header(format_));
            introduced = true;
            write_column(out_, f.name(), rows->column_of(index));
        }
    }

    page_writer& out_;
    format format_;
    const collector& plan_;
};

}

void write_exposition(page_writer& out,
                      format f,
                      const catalogue& collectors,
                      const fleet_view& routers,
                      time_point now,
                      const collector_choice& chosen)
{
    write_router_families(out, f, collectors, routers, now, chosen);
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        if (!chosen.has(i)) continue;
        auto tables = fresh_tables(routers, i, now);
        collector_page page(out, f, collectors[i]);
        page.write(tables);
        const auto& join = collectors[i].join;
        if (join) page.write_joined(tables, fresh_tables(routers, join->collector, now));
    }
}

void write_end(page_writer& out, format f)
{
    if (f == format::open_metrics) out.text("# EOF\n");
}

}
