#include "exporter/table.hpp"

namespace exporter {

std::size_t table::bytes() const
{
    std::size_t sum = sizeof(table) + columns.capacity() * sizeof(column);
    if (content) sum += sizeof(table_content) + content->bytes();
    if (keys) sum += keys->keys.bytes() + keys->index.bytes();
    for (const auto& event : events)
        if (event)
            sum += event->rows.capacity() * sizeof(event_memory::seen) + event->counts.bytes();
    if (join) sum += join->keys.bytes();
    if (joined) sum += joined->capacity() * sizeof(double);
    return sum;
}

}
