#include "exporter/label_block.hpp"

#include "exporter/label_text.hpp"

#include <algorithm>

namespace exporter {

void render_labels(const std::vector<label_plan>& labels, slot_values values, label_set& out)
{
    auto& text = out.text();
    for (const auto& label : labels) {
        text += label.lead;
        append_label_value(text, values[label.property]);
        text += '"';
    }
    text += '}';
}

bool holds(const std::vector<condition_plan>& when, slot_values values)
{
    return std::all_of(when.begin(), when.end(), [&](const condition_plan& condition) {
        return condition.holds(values[condition.property]);
    });
}

}
