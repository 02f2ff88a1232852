// What must hold of the mistakes that a settings file gives.
#pragma once

#include "config/mistake.hpp"
#include "subject.hpp"

#include <algorithm>
#include <string>

namespace fuzz {

inline void check(const config::mistakes& found)
{
    claim(!found.empty() && found.size() <= 1000);
    for (const auto& m : found) {
        claim(!m.file.empty() && !m.message.empty() && m.line >= 0 && m.column >= 0);
        auto text = m.text();
        claim(std::none_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < 0x20; }));
    }
    auto sorted = found;
    config::sort(sorted);
    claim(sorted == found);
}

}
