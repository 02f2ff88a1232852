// What most row transforms make: the router's row with some properties changed or added.
#pragma once

#include "exporter/transforms.hpp"

#include <algorithm>
#include <vector>

namespace exporter {

// Points to text of others: the row and what was put into it must last until it is taken.
class changed_row {
public:
    void start(row_view row) { properties_.assign(row.begin(), row.end()); }
    void put(std::string_view name, std::string_view value)
    {
        auto same = [&](const auto& a) { return a.name == name; };
        auto at = std::find_if(properties_.begin(), properties_.end(), same);
        if (at == properties_.end()) {
            properties_.push_back({name, value});
        } else {
            at->value = value;
        }
    }
    row_view view() const { return properties_; }

private:
    std::vector<routeros::attribute> properties_;
};

}
