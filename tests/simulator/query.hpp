// The query words of print: a stack machine (protocol reference 1.5).
#pragma once

#include "tests/simulator/row.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace simulator {

class query {
public:
    // The words without their leading '?', in the order sent: the order matters.
    explicit query(std::vector<std::string> words) : words_(std::move(words)) {}

    bool matches(const row& item) const;
    bool empty() const { return words_.empty(); }

private:
    std::vector<std::string> words_;
};

}
