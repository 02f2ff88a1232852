// Columns taken over from another collector's table of the same router.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/table.hpp"

#include <memory>

namespace exporter {

// `mine` with its joined columns taken from `other` (null: no samples). All else is shared with
// `mine`.
std::shared_ptr<const table>
join(const collector& plan, const std::shared_ptr<const table>& mine, const table* other);

}
