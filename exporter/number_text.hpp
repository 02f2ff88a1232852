// Sample values as text.
#pragma once

#include <cstddef>

namespace exporter {

// The most write_number() writes.
inline constexpr std::size_t number_text_limit = 32;

// Writes `value` at `out` and returns the end: whole numbers without a point or exponent, others in
// the shortest form that reads back the same; NaN, +Inf and -Inf as Prometheus spells them.
char* write_number(char* out, double value);

}
