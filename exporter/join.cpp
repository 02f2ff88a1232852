#include "exporter/join.hpp"

namespace exporter {

namespace {

constexpr auto no_row = static_cast<std::size_t>(-1);

// By row of `mine`: the row of `other` that it names.
std::vector<std::size_t> match(const text_column& mine, const row_keys& other)
{
    std::vector<std::size_t> rows;
    rows.reserve(mine.size());
    for (std::size_t i = 0; i < mine.size(); ++i)
        rows.push_back(other.index.find(other.keys, mine[i]).value_or(no_row));
    return rows;
}

}

std::shared_ptr<const table>
join(const collector& plan, const std::shared_ptr<const table>& mine, const table* other)
{
    auto out = std::make_shared<table>(*mine);
    const auto* keys = other ? other->keys.get() : nullptr;
    auto rows = keys ? match(mine->join->keys, *keys) : std::vector<std::size_t>();
    auto size = mine->join->keys.size();
    const auto& wanted = plan.join->columns;
    auto values = std::make_shared<std::vector<double>>(size * wanted.size(), no_sample);
    if (out->columns.size() < plan.families.size()) out->columns.resize(plan.families.size());
    for (std::size_t c = 0; c < wanted.size(); ++c) {
        auto* column = values->data() + c * size;
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (rows[i] != no_row) column[i] = other->column_of(wanted[c].from).value(rows[i]);
        auto& joined = out->columns[wanted[c].family];
        joined = mine->join->labels;
        joined.values = column;
    }
    out->joined = std::move(values);
    return out;
}

}
