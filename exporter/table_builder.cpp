#include "exporter/table_builder.hpp"

#include "exporter/label_text.hpp"

#include <algorithm>
#include <limits>

namespace exporter {

namespace {

// Properties the definition does not speak of.
constexpr slot no_slot = std::numeric_limits<slot>::max();

}

// The rows of one metric_group as they come in.
struct table_builder::group_rows {
    std::shared_ptr<label_set> labels = std::make_shared<label_set>();
    row_index index;
    std::vector<std::shared_ptr<std::vector<double>>> values; // by value_plan
};

struct table_builder::count_rows {
    std::shared_ptr<label_set> labels = std::make_shared<label_set>();
    std::shared_ptr<std::vector<double>> values = std::make_shared<std::vector<double>>();
    row_index index;
};

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
    for (const auto& group : plan_->groups) {
        auto& rows = groups_.emplace_back();
        rows.index = row_index(router_->open.size());
        for (const auto& value : group.values) {
            auto column = std::make_shared<std::vector<double>>();
            const auto* before = previous ? &previous->columns[value.family] : nullptr;
            if (before && before->labels) {
                column->reserve(before->size());
                rows.labels->reserve(before->size(), before->labels->text_size());
            }
            rows.values.push_back(std::move(column));
        }
    }
    for (std::size_t i = 0; i < plan_->states.size(); ++i)
        states_.emplace_back().index = row_index(router_->open.size());
    for (std::size_t i = 0; i < plan_->events.size(); ++i) {
        auto known = previous && i < previous->events.size();
        events_.emplace_back(
            plan_->events[i], router_->open, known ? previous->events[i] : nullptr);
    }
    for (const auto& count : plan_->counts) {
        counts_.emplace_back().index = row_index(router_->open.size());
        start_count(count, counts_.back());
    }
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
    for (std::size_t i = 0; i < counts_.size(); ++i)
        if (holds(plan_->counts[i].when, values_)) add_to_count(plan_->counts[i], counts_[i], 1);
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
        auto is_new = fill(plan_->groups.front(), groups_.front(), true);
        if (!is_new) ++duplicates_;
        if (!is_new && identified) return;
    }
    for (std::size_t i = 1; i < groups_.size(); ++i)
        if (!fill(plan_->groups[i], groups_[i], !identified)) ++duplicates_;
    for (std::size_t i = 0; i < states_.size(); ++i)
        if (!add_states(plan_->states[i], states_[i], !identified)) ++duplicates_;
    if (keys_) {
        keys_->keys.append(values_[*plan_->keyed_by].substr(0, label_value_limit));
        keys_->index.insert(keys_->keys, keys_->keys[rows_], rows_);
    }
    if (join_) join_->keys.append(values_[plan_->join->key].substr(0, label_value_limit));
    ++rows_;
}

// False when a row with these labels is there already.
bool table_builder::fill(const metric_group& plan, group_rows& rows, bool check_duplicates)
{
    if (!plan.when.empty() && !holds(plan.when, values_)) return true;
    auto& labels = *rows.labels;
    render_labels(router_->open, plan.labels, values_, labels);
    if (check_duplicates &&
        rows.index.insert(labels, labels.open_row(), labels.size()) != labels.size()) {
        labels.drop_row();
        return false;
    }
    labels.end_row();
    for (std::size_t i = 0; i < plan.values.size(); ++i)
        rows.values[i]->push_back(read(plan.values[i]));
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
bool table_builder::add_states(const state_plan& plan, count_rows& rows, bool check_duplicates)
{
    auto text = values_[plan.property];
    auto found = std::find(plan.states.begin(), plan.states.end(), text);
    auto is_known = found != plan.states.end();
    if (!holds(plan.when, values_) || (!is_known && says_nothing(text))) return true;
    auto& labels = *rows.labels;
    for (std::size_t i = 0; i < plan.states.size(); ++i) {
        render_labels(router_->open, plan.labels, values_, labels);
        labels.text().pop_back(); // the brace
        labels.text() += plan.endings[i];
        if (check_duplicates &&
            rows.index.insert(labels, labels.open_row(), labels.size()) != labels.size()) {
            labels.drop_row();
            return false;
        }
        labels.end_row();
        rows.values->push_back(plan.states.begin() + std::ptrdiff_t(i) == found ? 1 : 0);
    }
    if (!is_known) ++unreadable_[plan.property];
    return true;
}

void table_builder::start_count(const count_plan& plan, count_rows& rows)
{
    if (plan.by.empty()) add_to_count(plan, rows, 0);
    for (const auto& value : plan.at_least) {
        values_[plan.by.front().property] = value;
        add_to_count(plan, rows, 0);
    }
}

void table_builder::add_to_count(const count_plan& plan, count_rows& rows, double amount)
{
    auto& labels = *rows.labels;
    render_labels(router_->open, plan.by, values_, labels);
    auto row = rows.index.insert(labels, labels.open_row(), labels.size());
    if (row < labels.size()) {
        labels.drop_row();
        (*rows.values)[row] += amount;
    } else {
        labels.end_row();
        rows.values->push_back(amount);
    }
}

bool table_builder::full() const
{
    auto too_long = [this](const auto& rows) {
        return rows.labels->text_size() >= limits_.label_bytes;
    };
    return received_ >= limits_.rows || std::any_of(groups_.begin(), groups_.end(), too_long) ||
           std::any_of(states_.begin(), states_.end(), too_long) ||
           std::any_of(counts_.begin(), counts_.end(), too_long) ||
           (join_ && join_->keys.text_size() >= limits_.label_bytes);
}

built_table table_builder::finish()
{
    auto out = std::make_shared<table>();
    out->rows = rows_;
    out->columns.resize(plan_->families.size());
    for (std::size_t i = 0; i < groups_.size(); ++i)
        store(plan_->groups[i], groups_[i], *out);
    for (std::size_t i = 0; i < states_.size(); ++i)
        out->columns[plan_->states[i].family] = {states_[i].labels, states_[i].values};
    for (std::size_t i = 0; i < counts_.size(); ++i)
        out->columns[plan_->counts[i].family] = {counts_[i].labels, counts_[i].values};
    for (std::size_t i = 0; i < events_.size(); ++i) {
        const auto& kept = out->events.emplace_back(events_[i].finish(excess_ == 0));
        if (kept) out->columns[plan_->events[i].family] = {kept->labels, kept->counts};
    }
    out->keys = keys_;
    if (join_) {
        join_->keys.shrink_to_fit();
        join_->labels = groups_.front().labels;
    }
    out->join = join_;

    built_table built{
        .rows = out, .unreadables = {}, .duplicates = duplicates_, .excess = excess_ + uncounted_};
    for (std::size_t i = 0; i < unreadable_.size(); ++i)
        if (unreadable_[i] > 0) built.unreadables.push_back({static_cast<slot>(i), unreadable_[i]});
    return built;
}

void table_builder::store(const metric_group& plan, group_rows& rows, table& out)
{
    rows.labels->shrink_to_fit();
    for (std::size_t i = 0; i < plan.values.size(); ++i) {
        rows.values[i]->shrink_to_fit();
        out.columns[plan.values[i].family] = {rows.labels, rows.values[i]};
    }
    for (auto family : plan.infos)
        out.columns[family] = {rows.labels, nullptr};
}

}
