// A collector definition, compiled: what to send to a router and how to read each row. Immutable
// and shared by all routers.
#pragma once

#include "config/collector_definition.hpp"
#include "config/mistake.hpp"
#include "exporter/family.hpp"
#include "exporter/request_plan.hpp"
#include "exporter/text_hash.hpp"
#include "exporter/transforms.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace exporter {

// A property's place in collector::properties.
using slot = std::uint16_t;

// The place for the first of several properties that was sent and is not empty.
struct derived_slot {
    slot place;
    std::vector<slot> from;
};

struct label_plan {
    std::string lead; // `,interface="`
    slot property;
};

struct condition_plan {
    slot property;
    std::vector<std::string> values;
    bool negated; // none of the values; without values: any text at all

    bool holds(std::string_view text) const;
    bool operator==(const condition_plan&) const = default;
};

struct value_plan {
    std::size_t family; // index in collector::families
    slot property;
    config::value_form form;
    double absent; // no_sample, or what the definition puts in place of a property not sent
    unsigned part = config::whole_value;
    double scale = 1;
    std::vector<std::string> is{}; // not empty: 1 for one of these, whatever the form
};

// Metrics that have their labels and rows in common: they share one label set.
struct metric_group {
    std::vector<label_plan> labels;
    std::vector<condition_plan> when;
    std::vector<value_plan> values;
    std::vector<std::size_t> infos; // families that are 1 for every row

    bool holds_anything() const { return !values.empty() || !infos.empty(); }
};

// A family of one row per state.
struct state_plan {
    std::size_t family;
    slot property;
    std::vector<label_plan> labels;
    std::vector<condition_plan> when;
    std::vector<std::string> states;
    std::vector<std::string> endings; // by state, the last label: `,status="link-ok"}`
};

struct count_plan {
    std::size_t family;
    std::vector<label_plan> by;
    std::vector<std::string> at_least;
    std::vector<condition_plan> when;
};

struct event_plan {
    std::size_t family;
    config::row_event event;
    std::vector<slot> key;
    std::vector<label_plan> by;
    std::vector<std::string> at_least;
    std::vector<condition_plan> when;
};

struct join_plan {
    struct column {
        std::size_t family; // here
        std::size_t from;   // family over there
    };
    std::size_t collector; // index in the catalogue
    slot key;              // this row's property that names the row over there
    std::vector<column> columns;
};

struct collector {
    std::string name{};
    std::vector<request_plan> requests{};
    bool first_only = false; // of the requests, the first that the router has
    std::optional<lookup_plan> lookup{};
    std::chrono::milliseconds every{0};
    bool enabled = true; // false: only where the fleet file asks for it
    std::optional<std::size_t> max_rows{};
    const transform_kind* transform = nullptr;
    std::vector<std::string> properties{};                                     // by slot
    std::unordered_map<std::string, slot, text_hash, std::equal_to<>> slots{}; // by property
    std::vector<derived_slot> derived{}; // places that no property has by itself
    std::vector<family> families{};
    std::vector<metric_group> groups{}; // the first: the collector's own labels, every row
    std::vector<state_plan> states{};
    std::vector<count_plan> counts{};
    std::vector<event_plan> events{};
    std::optional<join_plan> join{};
    std::optional<slot> keyed_by{}; // other collectors find rows by this property

    // Whether the labels of the first group tell the rows apart.
    bool identifies_rows() const { return !groups.front().labels.empty(); }
};

// All collectors of the program. Indexes into it are stable: they name a collector everywhere.
class catalogue {
public:
    // Checks what no single file can know: names defined twice, transforms and joins that lead
    // nowhere. All mistakes at once, each with its file.
    static boost::system::result<std::shared_ptr<const catalogue>, config::mistakes>
    compile(std::span<const config::collector_definition> definitions);

    std::size_t size() const { return collectors_.size(); }
    const collector& operator[](std::size_t index) const { return *collectors_[index]; }
    std::shared_ptr<const collector> share(std::size_t index) const { return collectors_[index]; }
    std::optional<std::size_t> find(std::string_view name) const;

    // The collectors that join columns of this one.
    const std::vector<std::size_t>& dependents(std::size_t index) const
    {
        return dependents_[index];
    }

private:
    std::vector<std::shared_ptr<const collector>> collectors_;
    std::vector<std::vector<std::size_t>> dependents_;
};

}
