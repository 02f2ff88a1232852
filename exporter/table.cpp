#include "exporter/table.hpp"

#include <set>

namespace exporter {

std::size_t table::bytes() const
{
    std::size_t sum = sizeof(table) + columns.capacity() * sizeof(column);
    std::set<const void*> counted; // label sets are shared by columns
    for (const auto& c : columns) {
        if (c.labels && counted.insert(c.labels.get()).second) sum += c.labels->bytes();
        if (c.values) sum += c.values->capacity() * sizeof(double);
    }
    if (keys) sum += keys->keys.bytes() + keys->index.bytes();
    for (const auto& event : events)
        if (event) sum += event->rows.capacity() * sizeof(event_memory::seen);
    if (join) sum += join->keys.bytes();
    return sum;
}

}
