// The rows of a lookup, held for the length of one run.
#pragma once

#include "exporter/request_plan.hpp"
#include "exporter/text_hash.hpp"
#include "routeros/reply.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace exporter {

class lookup_rows {
public:
    explicit lookup_rows(const lookup_plan& plan) : plan_(&plan) {}

    // Of rows with the same key the first counts; false when there is no room for more.
    bool add(const routeros::reply& row);

    // Appends what was found for the value `key` of the row `out`.
    void append(std::string_view key, std::vector<routeros::attribute>& out) const;

private:
    // By key: values in the order of plan_->add, empty ones of what was not sent.
    using values = std::vector<std::string>;

    const lookup_plan* plan_;
    std::unordered_map<std::string, values, text_hash, std::equal_to<>> rows_;
    std::size_t bytes_ = 0;
};

}
