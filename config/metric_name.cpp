#include "config/metric_name.hpp"

#include <algorithm>
#include <array>

namespace config {
namespace {

using std::string_view_literals::operator""sv;

struct unit {
    std::string_view suffix;
    std::string_view base; // what to write instead
};

constexpr std::array units{
    unit{"_ms", "_seconds"},
    unit{"_milliseconds", "_seconds"},
    unit{"_us", "_seconds"},
    unit{"_microseconds", "_seconds"},
    unit{"_minutes", "_seconds"},
    unit{"_hours", "_seconds"},
    unit{"_days", "_seconds"},
    unit{"_percent", "_ratio"},
    unit{"_percentage", "_ratio"},
    unit{"_pct", "_ratio"},
    unit{"_kb", "_bytes"},
    unit{"_mb", "_bytes"},
    unit{"_gb", "_bytes"},
    unit{"_kib", "_bytes"},
    unit{"_mib", "_bytes"},
    unit{"_gib", "_bytes"},
    unit{"_kilobytes", "_bytes"},
    unit{"_megabytes", "_bytes"},
    unit{"_bits", "_bytes"},
    unit{"_khz", "_hertz"},
    unit{"_mhz", "_hertz"},
    unit{"_ghz", "_hertz"},
    unit{"_hz", "_hertz"},
    unit{"_bps", "_bits_per_second"},
    unit{"_kbps", "_bits_per_second"},
    unit{"_mbps", "_bits_per_second"},
    unit{"_gbps", "_bits_per_second"},
    unit{"_mv", "_volts"},
    unit{"_millivolts", "_volts"},
    unit{"_ma", "_amperes"},
    unit{"_milliamperes", "_amperes"},
    unit{"_mw", "_watts"},
    unit{"_milliwatts", "_watts"},
    unit{"_fahrenheit", "_celsius"},
};

// These would read as parts of a histogram or summary.
constexpr std::array histogram_parts{"_bucket"sv, "_count"sv, "_sum"sv, "_created"sv};

// What the exporter says of itself and of its routers.
constexpr std::array own_prefixes{
    "mikrotik_exporter_"sv, "mikrotik_bridge_"sv, "mikrotik_collector_"sv, "mikrotik_site_"sv};
constexpr std::array own_names{
    "mikrotik_up"sv, "mikrotik_router_info"sv, "mikrotik_last_success_timestamp_seconds"sv};

constexpr std::array own_labels{
    "router"sv, "site"sv, "tenant"sv, "collector"sv, "instance"sv, "job"sv, "le"sv, "quantile"sv};

constexpr std::string_view prefix = "mikrotik_";

bool is_word(std::string_view name, bool capitals)
{
    auto letter = [&](char c) {
        return (c >= 'a' && c <= 'z') || c == '_' || (capitals && c >= 'A' && c <= 'Z');
    };
    auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return !name.empty() && letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || digit(c); });
}

std::optional<std::string> kind_mistake(std::string_view name, metric_kind kind)
{
    auto total = name.ends_with("_total");
    auto info = name.ends_with("_info");
    if (kind == metric_kind::counter && !total) return "a counter's name must end in _total";
    if (kind == metric_kind::info && !info) return "an info's name must end in _info";
    auto gauge = kind == metric_kind::gauge || kind == metric_kind::stateset;
    if (gauge && total) return "only a counter's name may end in _total";
    if (gauge && info) return "only an info's name may end in _info";
    return std::nullopt;
}

std::optional<std::string> unit_mistake(std::string_view name)
{
    for (const auto& u : units)
        if (name.ends_with(u.suffix))
            return "must be in base units: " + std::string(u.base) + " instead of " +
                   std::string(u.suffix);
    for (auto part : histogram_parts)
        if (name.ends_with(part)) return std::string(part) + " is kept for histograms: rename it";
    return std::nullopt;
}

std::optional<std::string> form_mistake(std::string_view name, value_form form)
{
    auto must_end = [&](std::string_view suffix,
                        std::string_view what) -> std::optional<std::string> {
        if (name.ends_with(suffix)) return std::nullopt;
        return "`as: " + std::string(what) + "` gives " + std::string(suffix.substr(1)) +
               ": the name must end in " + std::string(suffix);
    };
    switch (form) {
    case value_form::duration:
        return must_end("_seconds", "duration");
    case value_form::percent:
        return must_end("_ratio", "percent");
    case value_form::megahertz:
        return must_end("_hertz", "megahertz");
    case value_form::bit_rate:
        return must_end("_bits_per_second", "bit_rate");
    case value_form::size:
        return must_end("_bytes", "size");
    case value_form::kibibytes:
        return must_end("_bytes", "kibibytes");
    case value_form::date:
        return must_end("_timestamp_seconds", "date");
    case value_form::ago:
        return must_end("_timestamp_seconds", "ago");
    case value_form::until:
        return must_end("_timestamp_seconds", "until");
    case value_form::flag:
    case value_form::inverse:
        for (const auto& u : units)
            if (name.ends_with(u.base)) return "a flag is 0 or 1 and has no unit: rename it";
        return std::nullopt;
    case value_form::number:
    case value_form::addresses:
        return std::nullopt;
    }
    return std::nullopt;
}

}

std::optional<std::string>
metric_name_mistake(std::string_view name, metric_kind kind, value_form form)
{
    if (name.size() > 128) return "must be at most 128 bytes";
    if (!name.starts_with(prefix) || name.size() == prefix.size())
        return "must begin with mikrotik_";
    if (!is_word(name, false)) return "must be of a-z, 0-9 and _ only";
    if (name.ends_with("_") || name.find("__") != std::string_view::npos)
        return "must have one _ between words and none at the end";
    for (auto own : own_prefixes)
        if (name.starts_with(own)) return std::string(own) + "* is what mikroscope says of itself";
    if (std::find(own_names.begin(), own_names.end(), name) != own_names.end())
        return "is what mikroscope says of every router";
    if (auto m = kind_mistake(name, kind)) return m;
    auto stem = name;
    if (kind == metric_kind::counter) stem.remove_suffix("_total"sv.size());
    if (auto m = unit_mistake(stem)) return m;
    return form_mistake(stem, form);
}

std::optional<std::string> label_name_mistake(std::string_view name)
{
    if (name.size() > 64) return "a label's name must be at most 64 bytes";
    if (!is_word(name, true))
        return "a label's name must be of letters, digits and _, and not begin with a digit";
    if (name.starts_with("__")) return "label names that begin with __ are kept for Prometheus";
    if (std::find(own_labels.begin(), own_labels.end(), name) != own_labels.end())
        return "the label " + std::string(name) + " is set by mikroscope or Prometheus: rename it";
    return std::nullopt;
}

std::optional<std::string> help_mistake(std::string_view help)
{
    if (help.size() > 300) return "must be at most 300 bytes";
    if (!help.ends_with('.')) return "must be a sentence and end with a full stop";
    return std::nullopt;
}

}
