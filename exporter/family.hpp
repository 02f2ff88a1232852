// A metric's name and what it means, with the lines that introduce it ready in both formats.
#pragma once

#include "config/collector_definition.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace exporter {

enum class format : std::uint8_t {
    text,         // Prometheus text 0.0.4
    open_metrics, // OpenMetrics 1.0
};

enum class family_type : std::uint8_t { counter, gauge, info, histogram };

family_type type_of(config::metric_kind kind);

// What a TYPE line says.
std::string_view type_word(family_type type, format f);

class family {
public:
    family(std::string name, family_type type, std::string_view help);

    // As samples carry it: "mikrotik_interface_rx_bytes_total".
    const std::string& name() const { return name_; }
    family_type type() const { return type_; }
    std::string_view help() const; // as the text format has it

    // As OpenMetrics calls it, without `_total` of a counter or `_info` of an info.
    std::string_view open_metrics_name() const;

    // HELP, TYPE and, in OpenMetrics, UNIT, which is the last part of the name where that is a
    // unit.
    const std::string& header(format f) const { return f == format::text ? text_ : open_metrics_; }

private:
    std::string name_;
    family_type type_;
    std::string text_;
    std::string open_metrics_;
};

// The base unit a family's name (without `_total`) ends in, or nothing.
std::string_view unit_of(std::string_view name);

}
