// Rows of one command into a table. One builder per running command; single-threaded.
#pragma once

#include "exporter/block_builder.hpp"
#include "exporter/collector.hpp"
#include "exporter/event_counter.hpp"
#include "exporter/series.hpp"
#include "exporter/table.hpp"
#include "exporter/transforms.hpp"
#include "exporter/value_reading.hpp"
#include "routeros/reply.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace exporter {

// What one router may make us hold of one menu.
struct table_limits {
    std::size_t rows = 200'000;
    std::size_t label_bytes = std::size_t{32} << 20;
};

struct built_table {
    struct unreadable {
        slot property;
        std::uint64_t values;
    };
    std::shared_ptr<const table> rows;
    std::vector<unreadable> unreadables; // values that lost their sample, by property
    std::uint64_t duplicates = 0;        // rows dropped: same labels as an earlier one
    std::uint64_t excess = 0;            // rows dropped: beyond a limit
};

class table_builder final : private row_sink {
public:
    // `previous`: this router's last table of the collector, for a guess at the size and for what
    // its events remember; it need not outlive the call. `joined`: its
    // newest of the collector joined with, for the transform. Both may be null.
    table_builder(std::shared_ptr<const collector> plan,
                  std::shared_ptr<const router_series> router,
                  const table* previous,
                  const std::shared_ptr<const table>& joined,
                  const row_context& context,
                  table_limits limits = {});
    table_builder(const table_builder&) = delete;
    ~table_builder();

    void on_row(const routeros::reply& row);

    // A row that found no room before it came here.
    void count_excess() { ++excess_; }

    // The table of all rows so far; join() fills its joined columns. Call once, when the command
    // ends.
    built_table finish();

private:
    void take(row_view row) override;
    slot slot_after(std::size_t before, std::string_view name);
    void derive();
    void add_row();
    bool fill(const metric_group& plan, block_builder& rows, bool check_duplicates);
    double read(const value_plan& value);
    bool add_states(const state_plan& plan, block_builder& rows, bool check_duplicates);
    void start_count(const count_plan& plan, block_builder& rows);
    void add_to_count(const count_plan& plan, block_builder& rows, double amount);
    block_builder& state_rows(std::size_t state) { return blocks_[plan_->groups.size() + state]; }
    block_builder& count_rows(std::size_t count)
    {
        return blocks_[plan_->groups.size() + plan_->states.size() + count];
    }
    bool full() const;
    std::shared_ptr<table> layout();
    void reserve(table_content& content) const;

    std::shared_ptr<const collector> plan_;
    std::shared_ptr<const router_series> router_;
    row_context context_;
    table_limits limits_;
    std::unique_ptr<row_transform> transform_;

    std::vector<std::string_view> values_; // of the current row, by slot; null data: not sent
    std::vector<slot> successors_; // by slot + 1: the slot that followed last time; [0]: that began
    std::vector<block_builder> blocks_; // of the plan's groups, then its states, then its counts
    std::vector<event_counter> events_;
    std::shared_ptr<row_keys> keys_;
    std::shared_ptr<join_rows> join_;
    std::vector<std::uint64_t> unreadable_; // by slot
    std::size_t received_ = 0;
    std::size_t rows_ = 0; // kept
    std::uint64_t duplicates_ = 0;
    std::uint64_t excess_ = 0;
    std::uint64_t uncounted_ = 0; // rows that an event had no room for
};

}
