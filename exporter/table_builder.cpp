#include "exporter/table_builder.hpp"

#include "exporter/label_text.hpp"

#include <algorithm>
#include <limits>

namespace exporter {

namespace {

// Properties the definition does not speak of.
constexpr slot no_slot = std::numeric_limits<slot>::max();

// False when a row with these labels is there already.
bool end_row(block_builder& rows, bool check_duplicates)
{
    auto next = rows.labels().size();
    if (check_duplicates) return rows.end_row_once() == next;
    rows.end_row();
    return true;
}

}

table_builder::~table_builder() = default;

table_builder::table_builder(std::shared_ptr<const collector> plan,
                             std::shared_ptr<const router_series> router,
                             const table* previous,
                             const std::shared_ptr<const table>& joined,
                             const row_context& context,
                             table_limits limits)
    : plan_(std::move(plan)),
      router_(std::move(router)),
      context_(context),
      limits_(limits),
      values_(plan_->properties.size()),
      successors_(plan_->properties.size() + 1, no_slot),
      unreadable_(plan_->properties.size())
{
    if (plan_->max_rows) limits_.rows = *plan_->max_rows;
    if (plan_->transform) transform_ = plan_->transform->make(joined);
    if (plan_->keyed_by) keys_ = std::make_shared<row_keys>();
    if (plan_->join) join_ = std::make_shared<join_rows>();
    auto count = plan_->groups.size() + plan_->states.size() + plan_->counts.size();
    blocks_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto known = previous && i < previous->blocks.size();
        blocks_.emplace_back(router_->open.size(), known ? previous->blocks[i].get() : nullptr);
    }
    for (std::size_t i = 0; i < plan_->events.size(); ++i) {
        auto known = previous && i < previous->events.size();
        events_.emplace_back(
            plan_->events[i], router_->open, known ? previous->events[i] : nullptr);
    }
    for (std::size_t i = 0; i < plan_->counts.size(); ++i)
        start_count(plan_->counts[i], count_rows(i));
}

void table_builder::on_row(const routeros::reply& row)
{
    if (full()) {
        ++excess_;
        return;
    }
    ++received_;
    if (transform_) {
        transform_->apply(row.attributes, *this);
    } else {
        take(row.attributes);
    }
}

void table_builder::take(row_view row)
{
    std::fill(values_.begin(), values_.end(), std::string_view());
    std::size_t before = 0;
    for (const auto& property : row) {
        auto place = slot_after(before, property.name);
        if (place == no_slot) continue;
        before = place + std::size_t{1};
        if (values_[place].data() == nullptr) values_[place] = property.value; // the first one wins
    }
    if (!plan_->derived.empty()) derive();
    for (std::size_t i = 0; i < plan_->counts.size(); ++i)
        if (holds(plan_->counts[i].when, values_)) add_to_count(plan_->counts[i], count_rows(i), 1);
    for (auto& event : events_)
        if (!event.add(values_)) ++uncounted_;
    add_row();
}

void table_builder::derive()
{
    for (const auto& derived : plan_->derived)
        for (auto from : derived.from) {
            auto& value = values_[derived.place];
            if (value.empty() && values_[from].data() != nullptr) value = values_[from];
        }
}

// RouterOS sends each row's properties in the same order, some left out: what followed a property
// last time nearly always follows it again.
slot table_builder::slot_after(std::size_t before, std::string_view name)
{
    auto& guess = successors_[before];
    if (guess != no_slot && plan_->properties[guess] == name) return guess;
    auto found = plan_->slots.find(name);
    if (found == plan_->slots.end()) return no_slot;
    return guess = found->second;
}

void table_builder::add_row()
{
    auto identified = plan_->identifies_rows();
    if (identified || plan_->groups.front().holds_anything()) {
        auto is_new = fill(plan_->groups.front(), blocks_.front(), true);
        if (!is_new) ++duplicates_;
        if (!is_new && identified) return;
    }
    for (std::size_t i = 1; i < plan_->groups.size(); ++i)
        if (!fill(plan_->groups[i], blocks_[i], !identified)) ++duplicates_;
    for (std::size_t i = 0; i < plan_->states.size(); ++i)
        if (!add_states(plan_->states[i], state_rows(i), !identified)) ++duplicates_;
    if (keys_) {
        keys_->keys.append(values_[*plan_->keyed_by].substr(0, label_value_limit));
        keys_->index.insert(keys_->keys, keys_->keys[rows_], rows_);
    }
    if (join_) join_->keys.append(values_[plan_->join->key].substr(0, label_value_limit));
    ++rows_;
}

// False when a row with these labels is there already.
bool table_builder::fill(const metric_group& plan, block_builder& rows, bool check_duplicates)
{
    if (!plan.when.empty() && !holds(plan.when, values_)) return true;
    render_labels(router_->open, plan.labels, values_, rows.labels());
    if (!end_row(rows, check_duplicates)) return false;
    for (const auto& value : plan.values)
        rows.add(read(value));
    return true;
}

double table_builder::read(const value_plan& value)
{
    auto text = values_[value.property];
    if (text.data() == nullptr) return value.absent;
    auto r = read_value(value, text, context_);
    if (r.state == routeros::reading_state::absent) return value.absent;
    auto is_counter = [&] { return plan_->families[value.family].type() == family_type::counter; };
    if (r.state == routeros::reading_state::present && (r.value >= 0 || !is_counter()))
        return r.value;
    ++unreadable_[value.property];
    return no_sample;
}

// False when a row with these labels is there already.
bool table_builder::add_states(const state_plan& plan, block_builder& rows, bool check_duplicates)
{
    auto text = values_[plan.property];
    auto found = std::find(plan.states.begin(), plan.states.end(), text);
    auto is_known = found != plan.states.end();
    if (!holds(plan.when, values_) || (!is_known && says_nothing(text))) return true;
    auto& labels = rows.labels();
    for (std::size_t i = 0; i < plan.states.size(); ++i) {
        render_labels(router_->open, plan.labels, values_, labels);
        labels.text().pop_back(); // the brace
        labels.text() += plan.endings[i];
        if (!end_row(rows, check_duplicates)) return false;
        rows.add(plan.states.begin() + std::ptrdiff_t(i) == found ? 1 : 0);
    }
    if (!is_known) ++unreadable_[plan.property];
    return true;
}

void table_builder::start_count(const count_plan& plan, block_builder& rows)
{
    if (plan.by.empty()) add_to_count(plan, rows, 0);
    for (const auto& value : plan.at_least) {
        values_[plan.by.front().property] = value;
        add_to_count(plan, rows, 0);
    }
}

void table_builder::add_to_count(const count_plan& plan, block_builder& rows, double amount)
{
    render_labels(router_->open, plan.by, values_, rows.labels());
    auto known = rows.labels().size();
    auto row = rows.end_row_once();
    if (row == known) {
        rows.add(amount);
    } else {
        rows.value(row) += amount;
    }
}

bool table_builder::full() const
{
    auto too_long = [this](const auto& rows) {
        return rows.labels().text_size() >= limits_.label_bytes;
    };
    return received_ >= limits_.rows || std::any_of(blocks_.begin(), blocks_.end(), too_long) ||
           (join_ && join_->keys.text_size() >= limits_.label_bytes);
}

// The blocks, laid out by column.
std::shared_ptr<table> table_builder::layout()
{
    auto out = std::make_shared<table>();
    auto& columns = out->columns;
    columns.resize(plan_->families.size());
    out->blocks.reserve(blocks_.size());
    std::vector<std::size_t> families;
    for (std::size_t i = 0; i < plan_->groups.size(); ++i) {
        const auto& group = plan_->groups[i];
        families.clear();
        for (const auto& value : group.values)
            families.push_back(value.family);
        const auto& block = out->blocks.emplace_back(blocks_[i].finish(families, columns));
        for (auto family : group.infos)
            if (block) columns[family] = {&block->labels, nullptr};
    }
    auto add = [&](std::size_t family, block_builder& rows) {
        out->blocks.push_back(rows.finish({&family, 1}, columns));
    };
    for (std::size_t i = 0; i < plan_->states.size(); ++i)
        add(plan_->states[i].family, state_rows(i));
    for (std::size_t i = 0; i < plan_->counts.size(); ++i)
        add(plan_->counts[i].family, count_rows(i));
    return out;
}

built_table table_builder::finish()
{
    auto out = layout();
    out->rows = rows_;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const auto& kept = out->events.emplace_back(events_[i].finish(excess_ == 0));
        if (kept)
            out->columns[plan_->events[i].family] = {&kept->counts.labels,
                                                     kept->counts.values.data()};
    }
    while (!out->columns.empty() && !out->columns.back().labels)
        out->columns.pop_back();
    out->columns.shrink_to_fit();
    out->keys = keys_;
    if (join_) {
        join_->keys.shrink_to_fit();
        const auto& first = out->blocks.front();
        join_->labels = first ? &first->labels : nullptr;
    }
    out->join = join_;

    built_table built{
        .rows = out, .unreadables = {}, .duplicates = duplicates_, .excess = excess_ + uncounted_};
    for (std::size_t i = 0; i < unreadable_.size(); ++i)
        if (unreadable_[i] > 0) built.unreadables.push_back({static_cast<slot>(i), unreadable_[i]});
    return built;
}

}
