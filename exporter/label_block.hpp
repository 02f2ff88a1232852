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

// Appends `{router="pop-1",interface="ether1"}` to the open row of `out`. `open` is the part that
// all rows share, without the closing brace.
void render_labels(std::string_view open,
                   const std::vector<label_plan>& labels,
                   slot_values values,
                   label_set& out);

bool holds(const std::vector<condition_plan>& when, slot_values values);

}
