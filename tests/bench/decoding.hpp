#pragma once

#include "exporter/snapshot.hpp"

namespace bench {

// Prints how fast answers are decoded and become tables; leaves the store filled.
void measure_collecting(exporter::snapshot_store& store);

}
