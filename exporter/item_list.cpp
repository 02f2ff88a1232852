#include "exporter/item_list.hpp"

#include <algorithm>

namespace exporter {

namespace {

// A router's ports, radios, pools: nobody has more of what is asked about one by one.
constexpr std::size_t most_items = 10'000;

}

std::string_view item_list::item::find(std::string_view name) const
{
    for (const auto& property : properties)
        if (property.name == name) return property.value;
    return {};
}

bool item_list::add(const routeros::reply& row)
{
    if (items_.size() >= most_items) return false;
    item added;
    for (const auto& property : row.attributes) {
        if (property.name.size() > 64 || property.value.size() > routeros::longest_text) continue;
        added.properties.push_back({std::string(property.name), std::string(property.value)});
        if (added.properties.size() > 64) return false;
    }
    auto has = [&](const auto& name) { return !added.find(name).empty(); };
    auto named = plan_->argument.empty() || has(".id") || has("name");
    if (!named || !std::all_of(plan_->placeholders.begin(), plan_->placeholders.end(), has))
        return false;
    items_.push_back(std::move(added));
    return true;
}

bool item_list::next()
{
    if (!again_.empty()) {
        batch_ = again_.front();
        again_.pop_front();
        return true;
    }
    batch_ = {asked_, std::min(plan_->at_once, items_.size() - asked_)};
    asked_ += batch_.count;
    return batch_.count > 0;
}

void item_list::split()
{
    for (std::size_t i = 0; i < batch_.count; ++i)
        again_.push_back({batch_.first + i, 1});
}

std::string item_list::numbers() const
{
    std::string out;
    for (std::size_t i = 0; i < batch_.count; ++i) {
        const auto& one = items_[batch_.first + i];
        auto id = one.find(".id");
        out += i == 0 ? "" : ",";
        out += id.empty() ? one.find("name") : id;
    }
    return out;
}

std::string item_list::fill(std::string_view query) const
{
    std::string out(query);
    for (const auto& name : plan_->placeholders) {
        auto value = items_[batch_.first].find(name);
        auto at = out.find("{" + name + "}");
        if (at != std::string_view::npos) out.replace(at, name.size() + 2, value);
    }
    return out;
}

const item_list::item* item_list::item_of(std::size_t nth, const routeros::reply& row) const
{
    auto items = std::span(items_).subspan(batch_.first, batch_.count);
    if (items.size() == 1) return &items.front();
    if (auto name = row.find("name")) {
        auto has_name = [&](const item& i) { return i.find("name") == *name; };
        auto found = std::find_if(items.begin(), items.end(), has_name);
        return found == items.end() ? nullptr : &*found;
    }
    return nth < items.size() ? &items[nth] : nullptr;
}

void item_list::append_kept(std::size_t nth,
                            const routeros::reply& row,
                            std::vector<routeros::attribute>& out) const
{
    const auto* of = item_of(nth, row);
    if (!of) return;
    for (const auto& name : plan_->keep)
        if (auto value = of->find(name); !value.empty() && !row.find(name))
            out.push_back({name, value});
}

bool item_list::fits(std::size_t nameless_rows) const
{
    return batch_.count == 1 || nameless_rows == 0 || nameless_rows == batch_.count;
}

}
