// A collector's table as text for a terminal.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/table.hpp"

#include <string>
#include <string_view>

namespace exporter {

// Labels first, then values with their units in the header; rows sorted by their labels. Metrics
// with other labels make a table of their own below.
std::string row_text(const collector& of, const table& rows, bool bold_header);

}
