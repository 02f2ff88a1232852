// What to ask a router and what the answer means: a collector file, read. Plain data; the exporter
// compiles it (exporter/collector).
#pragma once

#include "config/place.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace config {

// Everything here is described, for those who write the files, in docs/collectors.md.

// A stateset is one series per state, 1 for the one that holds.
enum class metric_kind : std::uint8_t { counter, gauge, info, stateset };

// How a property's text becomes a number, in base units.
enum class value_form : std::uint8_t {
    number,
    flag,      // yes/true/ok 1, no/false 0
    inverse,   // a flag the other way round: `disabled` read as "enabled"
    duration,  // seconds
    percent,   // 0..100 -> 0..1
    megahertz, // -> hertz
    bit_rate,  // "1Gbps", "866.6Mbps-80MHz/2S/SGI", a bare number -> bit/s
    size,      // "512.0MiB", a bare number -> bytes
    kibibytes, // as size; a bare number is KiB
    date,      // the router's local time -> Unix time
    ago,       // a duration that has passed -> Unix time
    until,     // a duration still to pass -> Unix time
    addresses, // "10.0.0.2-10.0.0.254,10.1.0.0/24" -> how many
};

// Names of properties: the value is that of the first which was sent and is not empty.
using property_list = std::vector<std::string>;

// A label and the property it is filled from.
struct label_definition {
    std::string name;
    property_list property;

    bool operator==(const label_definition&) const = default;
};

// Only rows in which the property has one of these values; with `negated`, has none of them. No
// values and negated: has any text at all.
struct condition {
    property_list property;
    std::vector<std::string> values;
    bool negated = false;

    bool operator==(const condition&) const = default;
};

// Which part of "a/b" or "a,b": counted from 1.
inline constexpr unsigned whole_value = 0;
inline constexpr unsigned sum_of_parts = ~0U;

struct metric_definition {
    std::string name; // whole: "mikrotik_interface_rx_bytes_total"
    std::string help; // one line
    metric_kind kind = metric_kind::gauge;
    property_list property; // empty for info
    value_form form = value_form::number;
    unsigned part = whole_value;
    double scale = 1;
    std::vector<std::string> is;          // not empty: 1 for one of these values, 0 for others
    std::vector<std::string> states;      // of a stateset
    std::string state_label;              // of a stateset
    std::vector<label_definition> labels; // these besides the collector's
    std::vector<condition> when;          // all must hold
    std::optional<double> absent; // the value of a property that was not sent; nullopt: no sample
    place named_at{};             // where its name stands, as in the others

    bool operator==(const metric_definition&) const = default;
};

// Rows counted, one series per combination of labels.
struct count_definition {
    std::string name;
    std::string help;
    std::vector<label_definition> by;
    // Combinations that are counted as 0 when no row has them, so that "all gone" is seen as 0 and
    // not as silence. With one label in `by`.
    std::vector<std::string> at_least;
    std::vector<condition> when{};
    place named_at{};

    bool operator==(const count_definition&) const = default;
};

enum class row_event : std::uint8_t {
    appeared, // "new": not there in the run before
    gone,     // there in the run before
};

// A counter kept by us over rows that come and go.
struct event_definition {
    std::string name;
    std::string help;
    row_event event = row_event::appeared;
    std::vector<property_list> key; // together they tell one row from another
    std::vector<label_definition> by;
    std::vector<std::string> at_least;
    std::vector<condition> when{};
    place named_at{};

    bool operator==(const event_definition&) const = default;
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
        place named_at{};
        place from_at{};

        bool operator==(const column&) const = default;
    };
    std::vector<column> columns;
    place collector_at{};
    place label_at{};

    bool operator==(const join_definition&) const = default;
};

struct property_value {
    std::string name;
    std::string value;

    bool operator==(const property_value&) const = default;
};

// Properties of other rows of the router, added to ours where `match` holds: ours -> theirs.
struct lookup_definition {
    std::string command;
    std::vector<std::string> queries;
    std::string match_ours;
    std::string match_theirs;
    std::vector<label_definition> add; // our new property, filled from theirs

    bool operator==(const lookup_definition&) const = default;
};

// What a monitor is asked about.
struct items_definition {
    std::string command;
    std::vector<std::string> queries;
    std::vector<std::string> keep; // properties of the item its rows get
    std::string in = "numbers";    // the argument that takes them
    bool one_by_one = false;

    bool operator==(const items_definition&) const = default;
};

// RouterOS versions from `from` to just before `before`; empty text: no bound.
struct version_range {
    std::string from; // "7.13"
    std::string before;

    bool operator==(const version_range&) const = default;
};

// One command of a collector.
struct request_definition {
    std::string command;
    std::vector<std::string> queries; // query words, in order
    std::vector<property_value> arguments;
    std::vector<property_value> set; // added to each row
    version_range version;
    std::string package;
    bool count_only = false;
    std::optional<items_definition> items;

    bool operator==(const request_definition&) const = default;
};

// The most that `max_rows` may be.
inline constexpr std::int64_t largest_table = 10'000'000;

struct collector_definition {
    std::string name; // "interface": the key under `collect:`, the label of its health metrics
    std::string help;
    std::string file;                         // where it was read from
    std::vector<request_definition> requests; // at least one
    bool first_only = false; // `alternatives`: of the requests, the first that the router has
    std::optional<lookup_definition> lookup;
    std::chrono::milliseconds every{0};
    bool enabled = true; // false: only where the fleet file asks for it
    std::optional<std::size_t> max_rows;
    std::string transform;               // named row transform (exporter/transforms), or empty
    std::vector<std::string> also_fetch; // properties the transform needs
    bool whole_rows = false; // ask for all properties: those wanted are not known by name
    std::vector<label_definition> labels; // together they identify a row
    std::vector<metric_definition> metrics;
    std::vector<count_definition> counts;
    std::vector<event_definition> events;
    std::optional<join_definition> join;
    place named_at{};
    place transform_at{};

    bool operator==(const collector_definition&) const = default;
};

}
