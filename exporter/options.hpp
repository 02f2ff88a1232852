// The command line, as Prometheus people know it.
#pragma once

#include "config/fleet.hpp"
#include "runtime/logger.hpp"

#include <boost/system/result.hpp>

#include <optional>
#include <span>
#include <string>

namespace exporter {

// `print ROUTER COLLECTOR`
struct print_request {
    std::string router;
    std::string collector;
};

struct options {
    std::string config_file = "mikroscope.yml";
    bool config_named = false; // --config.file was given
    std::optional<print_request> print{};
    bool list_collectors = false;
    bool check_only = false;
    std::optional<std::string> import_file;     // another exporter's settings
    std::optional<std::string> listen;          // over the fleet file's exporter.listen
    std::optional<std::string> web_config_file; // over the fleet file's
    std::optional<config::shard> shard;         // over the fleet file's
    bool enable_lifecycle = false;              // POST /-/reload is obeyed
    bool enable_admin_api = false;              // POST /-/breaker is obeyed
    runtime::level log_level = runtime::level::info;
    runtime::log_format log_format = runtime::log_format::logfmt;
    bool document = false;   // print docs/metrics.md
    bool transcript = false; // every sentence exchanged with routers
    bool help = false;
    bool version = false;
};

struct usage_mistake {
    std::string message; // a sentence that says what to change
};

// The arguments without the program's name.
boost::system::result<options, usage_mistake> parse_options(std::span<const char* const> arguments);

std::string usage();

}
