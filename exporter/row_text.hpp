// A collector's table as text for a terminal.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/table.hpp"

#include <string>
#include <string_view>

namespace exporter {

// Labels first, then values with their units in the header; rows sorted by their labels. Metrics
// with other labels make a table of their own below. `common` is the part of every row's labels
// that says which router: it is left out.
std::string
row_text(const collector& of, const table& rows, std::string_view common, bool bold_header);

}
