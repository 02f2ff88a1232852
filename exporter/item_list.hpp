// The items that a monitor is asked about, in commands of so many at once, and which of them each
// row is of.
#pragma once

#include "exporter/request_plan.hpp"
#include "routeros/reply.hpp"

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace exporter {

class item_list {
public:
    explicit item_list(const items_plan& plan) : plan_(&plan) {}

    // False when there is no room for more, or the item has no usable name: it is left out.
    bool add(const routeros::reply& row);

    // Goes to the next batch; false when there is none.
    bool next();

    // Asks of the batch again, item by item: for when the router says that one of them is gone.
    void split();

    // Of the batch now asked about.
    std::size_t size() const { return batch_.count; }
    std::string numbers() const;                    // "*1,*2"
    std::string fill(std::string_view query) const; // {name} -> ether1; a batch of one

    // The item that the batch's `nth` row (from 0) is of, by its name where both have one, and
    // what it adds to the row.
    void append_kept(std::size_t nth,
                     const routeros::reply& row,
                     std::vector<routeros::attribute>& out) const;

    // Whether so many rows without a name fit the batch.
    bool fits(std::size_t nameless_rows) const;

private:
    struct item {
        std::vector<config::property_value> properties;
        std::string_view find(std::string_view name) const;
    };
    struct batch {
        std::size_t first = 0;
        std::size_t count = 0;
    };

    const item* item_of(std::size_t nth, const routeros::reply& row) const;

    const items_plan* plan_;
    std::vector<item> items_;
    std::size_t asked_ = 0;   // items in batches begun
    std::deque<batch> again_; // before the rest
    batch batch_;
};

}
