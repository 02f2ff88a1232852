// What a scraper wants, by its Accept and Accept-Encoding headers.
#pragma once

#include "exporter/family.hpp"

#include <string_view>

namespace exporter {

// OpenMetrics where it is asked for by name and not less wanted than text; else text, which every
// scraper reads.
format choose_format(std::string_view accept);

std::string_view content_type(format f);

// Whether gzip is welcome and not less wanted than none.
bool wants_gzip(std::string_view accept_encoding);

}
