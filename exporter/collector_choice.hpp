// Which collectors' series a page has.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace exporter {

class collector_choice {
public:
    collector_choice() = default; // all
    explicit collector_choice(std::vector<bool> chosen) : chosen_(std::move(chosen)) {}

    // By index in the catalogue.
    bool has(std::size_t collector) const { return chosen_.empty() || chosen_[collector]; }

private:
    std::vector<bool> chosen_;
};

}
