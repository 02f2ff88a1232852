// Metrics of a prometheus-cpp registry in both formats (its own serializer knows one).
#pragma once

#include "exporter/family.hpp"
#include "exporter/page_writer.hpp"

#include <prometheus/metric_family.h>

#include <vector>

namespace exporter {

// Of what prometheus-cpp collected, which knows no infos: by its name.
family_type type_of(const prometheus::MetricFamily& of);

// Counters, gauges and histograms; families without samples are left out.
void write_registry(page_writer& out,
                    format f,
                    const std::vector<prometheus::MetricFamily>& families);

}
