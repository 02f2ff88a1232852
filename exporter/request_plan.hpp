// One command of a collector, compiled: what is sent to a router, and to which routers.
#pragma once

#include "config/collector_definition.hpp"
#include "exporter/router_version.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

// What a monitor is asked about: rows that are asked for first.
struct items_plan {
    std::string command;
    std::string proplist;
    std::vector<std::string> queries;
    std::vector<std::string> keep; // properties that the item's own rows get
    std::string argument;          // that takes them; empty: only the queries do
    std::vector<std::string> placeholders;
    std::size_t at_once; // items in one command
};

struct request_plan {
    std::string command;
    std::string proplist; // empty: not sent
    std::vector<std::string> queries;
    std::vector<config::property_value> arguments;
    std::vector<config::property_value> set; // added to each row
    std::optional<router_version> from;      // versions, from this
    std::optional<router_version> before;    // to just before this
    std::string package;                     // empty: any
    bool count_only;
    std::optional<items_plan> items;

    bool is_print() const { return command.ends_with("/print"); }
    // Rows go to the table as they come.
    bool is_plain() const { return set.empty() && !items; }
};

// Properties of other rows, added to ours.
struct lookup_plan {
    std::string command;
    std::string proplist;
    std::vector<std::string> queries;
    std::string ours;
    std::string theirs;
    std::vector<config::label_definition> add;
};

// `wanted`: the properties that rows are asked for; empty: all of them.
request_plan plan_request(const config::request_definition& definition,
                          const std::set<std::string>& wanted);

lookup_plan plan_lookup(const config::lookup_definition& definition);

}
