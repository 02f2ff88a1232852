// Counters that we keep ourselves, over rows that come and go from one run to the next.
#pragma once

#include "exporter/collector.hpp"
#include "exporter/label_block.hpp"
#include "exporter/table.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace exporter {

// One run of one event.
class event_counter {
public:
    // `before`: what the run before left; null: there was none.
    event_counter(const event_plan& plan, std::shared_ptr<const event_memory> before);

    // A row, by slot. False when there is no room for its labels: it is not counted.
    bool add(slot_values row);

    // What this run leaves. Not `whole`, rows are missing that may well be there: nothing has come
    // or gone then, as far as we know.
    std::shared_ptr<const event_memory> finish(bool whole);

private:
    std::optional<std::size_t> row_for(slot_values row);

    const event_plan* plan_;
    std::shared_ptr<const event_memory> before_;
    label_set labels_;
    std::vector<double> counts_;
    row_index index_;
    std::vector<event_memory::seen> seen_;
    std::string key_;
};

}
