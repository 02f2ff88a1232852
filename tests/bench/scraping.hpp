#pragma once

#include "exporter/snapshot.hpp"

namespace bench {

// Prints the exposition's speed beside that of prometheus-cpp's serializer on the same series.
void measure_exposition(const exporter::snapshot_store& store);

// Prints what a scrape costs this process, through HTTP over loopback, read by another process.
void measure_scrapes(const exporter::snapshot_store& store);

}
