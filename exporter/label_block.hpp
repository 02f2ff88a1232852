// A row's values by slot, and what is made of them before they are read: label blocks, and whether
// conditions hold.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/table.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace exporter {

// By slot; null data: not sent.
using slot_values = std::span<const std::string_view>;

// Appends `,interface="ether1"}` to the open row of `out`.
void render_labels(const std::vector<label_plan>& labels, slot_values values, label_set& out);

bool holds(const std::vector<condition_plan>& when, slot_values values);

}
