// docs/metrics.md: every metric there is, and what other exporters call it.
#pragma once

#include "config/collector_definition.hpp"
#include "config/peer_names.hpp"
#include "exporter/own_families.hpp"

#include <string>
#include <vector>

namespace exporter {

struct document_sources {
    const std::vector<config::collector_definition>& collectors;
    const std::vector<own_family>& own;
    const std::vector<config::peer>& peers;
};

// Markdown; the same for the same sources.
std::string metrics_document(const document_sources& from);

// Of the program as it is.
std::string metrics_document();

}
