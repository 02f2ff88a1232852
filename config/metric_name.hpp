// How metrics and labels may be called, so that dashboards, alerts and every collector agree: base
// units, `_total` on counters only, `_info` on information only.
#pragma once

#include "config/collector_definition.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace config {

// What is wrong with the name of a metric of this kind and form; nothing when it is well named.
std::optional<std::string>
metric_name_mistake(std::string_view name, metric_kind kind, value_form form);

// What is wrong with a label's name, whoever chooses it.
std::optional<std::string> label_name_mistake(std::string_view name);

// One line, a sentence.
std::optional<std::string> help_mistake(std::string_view help);

}
