// A row as a router sends it.
#pragma once

#include "routeros/reply.hpp"

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace fixture {

using pairs = std::initializer_list<std::pair<std::string_view, std::string_view>>;

struct sent_row {
    explicit sent_row(pairs properties)
    {
        attributes.reserve(properties.size());
        for (const auto& [name, value] : properties)
            attributes.push_back({name, value});
        reply.kind = routeros::reply_kind::row;
        reply.attributes = attributes;
    }
    sent_row(const sent_row&) = delete;

    std::vector<routeros::attribute> attributes;
    routeros::reply reply; // of these attributes
};

}
