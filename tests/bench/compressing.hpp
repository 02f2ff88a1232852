#pragma once

#include "exporter/snapshot.hpp"

namespace bench {

// Prints what gzip of one page costs, ours beside zlib's fastest level.
void measure_compressing(const exporter::snapshot_store& store);

}
