// Named row transforms: code for the menus whose rows are irregular on the wire. A collector file
// names one under `transform:`; it stands between the router's rows and the collector's labels and
// metrics.
#pragma once

#include "routeros/reply.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace exporter {

struct table;

using row_view = std::span<const routeros::attribute>;

// A property of a row; without data when the row has none of that name.
std::string_view value_of(row_view row, std::string_view name);

class row_sink {
public:
    virtual void take(row_view row) = 0;

protected:
    ~row_sink() = default;
};

// One command's rows in the order they come, any number of rows out for each, at once: what is
// given to the sink is valid only during the call. One object serves one command and may remember
// what it saw.
class row_transform {
public:
    virtual ~row_transform() = default;
    virtual void apply(row_view row, row_sink& out) = 0;
};

struct transform_kind {
    std::string_view name;
    std::span<const std::string_view> adds; // properties it makes up, not to be asked for
    // `joined`: the newest rows of the collector named under `join:`; null when there are none.
    std::unique_ptr<row_transform> (*make)(const std::shared_ptr<const table>& joined);
};

// For kinds that need nothing of the collector joined with.
template <class Transform>
std::unique_ptr<row_transform> make_transform(const std::shared_ptr<const table>& /*joined*/)
{
    return std::make_unique<Transform>();
}

const transform_kind* find_transform(std::string_view name);

}
