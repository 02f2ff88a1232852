// The process as the kernel sees it, under the names every Prometheus client uses.
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

namespace exporter {

std::vector<prometheus::MetricFamily> process_metrics();

}
