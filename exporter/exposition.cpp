#include "exporter/exposition.hpp"

#include "exporter/router_families.hpp"

#include <algorithm>

namespace exporter {

namespace {

using time_point = std::chrono::steady_clock::time_point;

// The rows of one collector of one router, when they are served now.
struct fresh_table {
    const router_series* router;
    const table* rows; // null: not fresh
};

std::vector<fresh_table>
fresh_tables(const fleet_view& routers, std::size_t collector, time_point now)
{
    std::vector<fresh_table> tables;
    tables.reserve(routers.size());
    for (const auto& router : routers) {
        const auto& c = router->collectors[collector];
        tables.push_back({router->series.get(), c.fresh(now) ? c.rows.get() : nullptr});
    }
    return tables;
}

// `head`: `mikrotik_interface_running{router="pop-1"`, what all its lines begin with.
void write_column(page_writer& out, std::string_view head, const column& samples)
{
    if (!samples.values) {
        for (std::size_t row = 0; row < samples.rows; ++row)
            out.sample(head, samples.label(row), 1);
        return;
    }
    for (std::size_t row = 0; row < samples.rows; ++row) {
        auto value = samples.values[row];
        if (value == value)
            out.sample(head, samples.label(row), value); // NaN, the one that differs: no_sample
    }
}

bool has_samples(const column& samples)
{
    if (!samples.labels) return false;
    if (!samples.values) return true;
    auto is_sample = [](double value) { return value == value; };
    return std::any_of(samples.values, samples.values + samples.rows, is_sample);
}

class collector_page {
public:
    collector_page(page_writer& out, format f, const collector& plan)
        : out_(out), format_(f), plan_(plan)
    {
    }

    void write(const std::vector<fresh_table>& tables)
    {
        for (std::size_t i = 0; i < plan_.families.size() && !out_.reader_gone(); ++i)
            if (!is_joined(i)) write_family(i, tables);
    }

    // Joined columns are as fresh as both their sides.
    void write_joined(std::vector<fresh_table> tables, const std::vector<fresh_table>& others)
    {
        for (std::size_t i = 0; i < tables.size(); ++i)
            if (!others[i].rows) tables[i].rows = nullptr;
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

    void write_family(std::size_t index, const std::vector<fresh_table>& tables)
    {
        const auto& f = plan_.families[index];
        auto introduced = false;
        for (const auto& [router, rows] : tables) {
            if (!rows || !has_samples(rows->column_of(index))) continue;
            if (!introduced) out_.text(f.header(format_));
            introduced = true;
            head_.assign(f.name()).append(router->open);
            write_column(out_, head_, rows->column_of(index));
        }
    }

    page_writer& out_;
    format format_;
    const collector& plan_;
    std::string head_;
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
