// Which of the formats a scraper wants, by its Accept header.
#pragma once

#include "exporter/family.hpp"

#include <string_view>

namespace exporter {

// OpenMetrics where it is asked for by name and not less wanted than text; else text, which every
// scraper reads.
format choose_format(std::string_view accept);

std::string_view content_type(format f);

}
