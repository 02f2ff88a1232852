// What to ask a router and what the answer means: a collector file, read. Plain data; the exporter
// compiles it (exporter/collector).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace config {

enum class metric_kind : std::uint8_t { counter, gauge, info };

// How a property's text becomes a number, in base units.
enum class value_form : std::uint8_t {
    number,
    flag,      // yes/true/ok 1, no/false 0
    inverse,   // a flag the other way round: `disabled` read as "enabled"
    duration,  // seconds
    percent,   // 0..100 -> 0..1
    megahertz, // -> hertz
};

// A label and the property it is filled from.
struct label_definition {
    std::string name;
    std::string property;

    bool operator==(const label_definition&) const = default;
};

// Only rows whose property has this value.
struct condition {
    std::string property;
    std::string equals;
};

struct metric_definition {
    std::string name; // whole: "mikrotik_interface_rx_bytes_total"
    std::string help; // one line
    metric_kind kind = metric_kind::gauge;
    std::string property; // empty for info
    value_form form = value_form::number;
    std::vector<label_definition> labels; // these besides the collector's
    std::vector<condition> when;          // all must hold
    std::optional<double> absent; // the value of a property that was not sent; nullopt: no sample
};

// Rows counted, one series per combination of labels.
struct count_definition {
    std::string name;
    std::string help;
    std::vector<label_definition> by;
    // Combinations that are counted as 0 when no row has them, so that "all gone" is seen as 0 and
    // not as silence. With one label in `by`.
    std::vector<std::string> at_least;
};

// A counter or gauge taken over from another collector's newest rows of the same router: the row
// whose label `label` equals this row's property `property`.
struct join_definition {
    std::string collector;
    std::string label;
    std::string property;
    struct column {
        std::string name; // of the new metric
        std::string help;
        std::string from; // the metric over there
    };
    std::vector<column> columns;
};

struct collector_definition {
    std::string name; // "interface": the key under `collect:`, the label of its health metrics
    std::string help;
    std::string file; // where it was read from
    std::string command;
    std::vector<std::string> queries; // query words, in order
    std::chrono::milliseconds every{0};
    std::string transform;               // named row transform (exporter/transforms), or empty
    std::vector<std::string> also_fetch; // properties the transform needs
    bool whole_rows = false; // ask for all properties: those wanted are not known by name
    std::vector<label_definition> labels; // together they identify a row
    std::vector<metric_definition> metrics;
    std::vector<count_definition> counts;
    std::optional<join_definition> join;
};

}
