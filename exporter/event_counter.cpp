#include "exporter/event_counter.hpp"

#include <algorithm>

namespace exporter {

namespace {

// Series of one event; they stay for as long as the router's snapshot does.
constexpr std::size_t most_series = 10'000;
constexpr std::size_t most_label_bytes = std::size_t{4} << 20;

using seen = event_memory::seen;

bool by_key(const seen& a, const seen& b)
{
    return a.key < b.key;
}

// Counts those of `now` that `then` has not. Both are sorted.
void count_others(const std::vector<seen>& now,
                  const std::vector<seen>& then,
                  std::vector<double>& counts)
{
    for (const auto& one : now)
        if (!std::binary_search(then.begin(), then.end(), one, by_key)) counts[one.row] += 1;
}

}

event_counter::event_counter(const event_plan& plan, std::shared_ptr<const event_memory> before)
    : plan_(&plan), before_(std::move(before))
{
    if (before_) {
        labels_ = before_->counts.labels;
        counts_ = before_->counts.values;
        for (std::size_t i = 0; i < labels_.size(); ++i)
            index_.insert(labels_, labels_[i], i);
        return;
    }
    if (plan.by.empty()) row_for({});
    for (const std::string_view value : plan.at_least) {
        auto place = plan.by.front().property;
        std::vector<std::string_view> row(place + std::size_t{1});
        row[place] = value;
        row_for(row);
    }
}

bool event_counter::add(slot_values row)
{
    if (!holds(plan_->when, row)) return true;
    auto place = row_for(row);
    if (!place) return false;
    key_.clear();
    for (auto part : plan_->key)
        key_.append(row[part]) += '\0';
    seen_.push_back({std::hash<std::string>{}(key_), static_cast<std::uint32_t>(*place)});
    return true;
}

std::optional<std::size_t> event_counter::row_for(slot_values row)
{
    render_labels(plan_->by, row, labels_);
    auto is_full = labels_.size() >= most_series || labels_.text_size() >= most_label_bytes;
    auto known = is_full ? index_.find(labels_, labels_.open_row())
                         : index_.insert(labels_, labels_.open_row(), labels_.size());
    if (known == labels_.size()) {
        labels_.end_row();
        counts_.push_back(0);
    } else {
        labels_.drop_row();
    }
    return known;
}

std::shared_ptr<const event_memory> event_counter::finish(bool whole)
{
    if (!whole) return before_;
    std::sort(seen_.begin(), seen_.end(), by_key);
    auto same_key = [](const seen& a, const seen& b) { return a.key == b.key; };
    seen_.erase(std::unique(seen_.begin(), seen_.end(), same_key), seen_.end());
    if (before_ && plan_->event == config::row_event::appeared)
        count_others(seen_, before_->rows, counts_);
    if (before_ && plan_->event == config::row_event::gone)
        count_others(before_->rows, seen_, counts_);
    seen_.shrink_to_fit();
    auto out = std::make_shared<event_memory>();
    out->rows = std::move(seen_);
    labels_.shrink_to_fit();
    counts_.shrink_to_fit();
    out->counts = {std::move(labels_), std::move(counts_)};
    return out;
}

}
