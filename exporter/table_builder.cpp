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

// Room to spare is given back; what points there moves along.
void settle(table_content& content, std::span<column> columns)
{
    content.labels.shrink_to_fit();
    const auto* before = content.values.data();
    content.values.shrink_to_fit();
    for (auto& c : columns)
        if (c.values) c.values = content.values.data() + (c.values - before);
}

column column_of(const event_memory& event)
{
    return {.labels = &event.counts.labels,
            .first = 0,
            .rows = static_cast<std::uint32_t>(event.counts.labels.size()),
            .values = event.counts.values.data()};
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
    blocks_.resize(plan_->groups.size() + plan_->states.size() + plan_->counts.size());
    if (previous && previous->content) {
        const auto& content = *previous->content;
        blocks_.front().reserve(previous->rows, content.labels.text_size(), content.values.size());
    }
    for (std::size_t i = 0; i < plan_->events.size(); ++i) {
        auto known = previous && i < previous->events.size();
        events_.emplace_back(plan_->events[i], known ? previous->events[i] : nullptr);
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
    render_labels(plan.labels, values_, rows.labels());
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
        render_labels(plan.labels, values_, labels);
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
    render_labels(plan.by, values_, rows.labels());
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
    auto label_bytes = join_ ? join_->keys.text_size() : 0;
    for (const auto& block : blocks_)
        label_bytes += block.labels().text_size();
    return received_ >= limits_.rows || label_bytes >= limits_.label_bytes;
}

// The blocks, laid out by column.
std::shared_ptr<table> table_builder::layout()
{
    auto out = std::make_shared<table>();
    auto content = std::make_shared<table_content>();
    auto& columns = out->columns;
    columns.resize(plan_->families.size());
    reserve(*content);
    std::vector<std::size_t> families;
    for (std::size_t i = 0; i < plan_->groups.size(); ++i) {
        const auto& group = plan_->groups[i];
        families.clear();
        for (const auto& value : group.values)
            families.push_back(value.family);
        auto rows = blocks_[i].lay_out(families, *content, columns);
        for (auto family : group.infos)
            columns[family] = rows;
        if (i == 0 && join_) join_->labels = rows;
    }
    for (std::size_t i = 0; i < plan_->states.size(); ++i)
        state_rows(i).lay_out({&plan_->states[i].family, 1}, *content, columns);
    for (std::size_t i = 0; i < plan_->counts.size(); ++i)
        count_rows(i).lay_out({&plan_->counts[i].family, 1}, *content, columns);
    settle(*content, columns);
    out->content = std::move(content);
    return out;
}

void table_builder::reserve(table_content& content) const
{
    std::size_t rows = 0;
    std::size_t text = 0;
    std::size_t values = 0;
    for (const auto& block : blocks_) {
        rows += block.labels().size();
        text += block.labels().text_size();
        values += block.value_count();
    }
    content.labels.reserve(rows, text);
    content.values.reserve(values);
}

built_table table_builder::finish()
{
    auto out = layout();
    out->rows = rows_;
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const auto& kept = out->events.emplace_back(events_[i].finish(excess_ == 0));
        if (kept) out->columns[plan_->events[i].family] = column_of(*kept);
    }
    while (!out->columns.empty() && !out->columns.back().labels)
        out->columns.pop_back();
    out->columns.shrink_to_fit();
    out->keys = keys_;
    if (join_) {
        join_->keys.shrink_to_fit();
        out->join = join_;
    }

    built_table built{
        .rows = out, .unreadables = {}, .duplicates = duplicates_, .excess = excess_ + uncounted_};
    for (std::size_t i = 0; i < unreadable_.size(); ++i)
        if (unreadable_[i] > 0) built.unreadables.push_back({static_cast<slot>(i), unreadable_[i]});
    return built;
}

}
