// Lets a map with string keys be searched by a view of text.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace exporter {

struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
        return std::hash<std::string_view>{}(text);
    }
};

}
