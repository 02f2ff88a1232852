// monitor and info of any menu that has them: a row for each item that was asked about, in that
// order.
#include "tests/simulator/command.hpp"

#include <algorithm>

namespace simulator {
namespace {

class item_monitor : public running_command {
public:
    item_monitor(router& r, const menu& m, std::vector<std::size_t> items, const request& q)
        : router_(r),
          menu_(m),
          forms_(q.verb == "info" ? m.info : m.monitor),
          items_(std::move(items)),
          properties_(split_list(q.argument(".proplist").value_or(""))),
          interval_(parse_interval(q.argument("interval").value_or("1")).value_or(moment(1000))),
          once_(q.flag("once"))
    {
    }

    progress go_on(reply_writer& out, moment now) override
    {
        if (now < next_) return {.ended = false, .again = next_, .ret = {}};
        for (auto index : items_) {
            row_.clear();
            router_.fill_monitored(menu_, forms_, index, now, row_);
            out.row(row_, properties_);
        }
        next_ = now + interval_;
        return {.ended = once_, .again = next_, .ret = {}};
    }

private:
    router& router_;
    const menu& menu_;
    std::span<const row_template> forms_;
    std::vector<std::size_t> items_;
    std::vector<std::string> properties_;
    moment interval_;
    bool once_;
    moment next_{0};
    row row_;
};

// The row with this id or name.
std::optional<std::size_t>
find_item(const router& r, const menu& m, const std::string& name, moment now)
{
    row item;
    for (std::size_t index = 0; index < r.row_count(m); ++index) {
        item.clear();
        r.fill_row(m, index, now, false, item);
        if (item.find(".id") == name || item.find("name") == name) return index;
    }
    return std::nullopt;
}

// A menu with one row and no ids has no items to choose from.
bool is_single(const router& r, const menu& m, moment now)
{
    if (r.row_count(m) != 1) return false;
    row only;
    r.fill_row(m, 0, now, false, only);
    return !only.find(".id");
}

}

answer monitor_items(router& r, const menu& m, const request& q, moment now)
{
    r.advance(now);
    std::vector<std::size_t> items;
    auto list = q.argument("numbers");
    if (!list) list = q.argument("number");
    if (!list) list = q.argument(".id");
    for (const auto& name : split_list(list.value_or(""))) {
        auto index = find_item(r, m, name, now);
        if (!index) return refuse("no such item", 0);
        items.push_back(*index);
    }
    if (!list && is_single(r, m, now)) items.push_back(0);
    if (items.empty()) return refuse("missing value(s) of argument(s) numbers", 1);
    answer a;
    a.running = std::make_unique<item_monitor>(r, m, std::move(items), q);
    return a;
}

}
