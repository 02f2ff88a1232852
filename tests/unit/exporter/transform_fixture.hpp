// One row transform at work.
#pragma once

#include "exporter/transforms.hpp"
#include "tests/unit/exporter/fixture.hpp"

#include <string>
#include <vector>

namespace fixture {

// What one property of each row out is, a line a row; "-" where a row has it not.
class one_property final : public exporter::row_sink {
public:
    explicit one_property(std::string_view name) : name_(name) {}
    void take(exporter::row_view row) override
    {
        auto value = exporter::value_of(row, name_);
        text += value.data() == nullptr ? "-" : std::string(value);
        text += '\n';
    }
    std::string text;

private:
    std::string_view name_;
};

inline std::string
after(std::string_view transform, std::string_view property, std::initializer_list<pairs> rows)
{
    auto t = exporter::find_transform(transform)->make(nullptr);
    one_property out(property);
    for (const auto& properties : rows) {
        std::vector<routeros::attribute> row;
        for (const auto& [name, value] : properties)
            row.push_back({name, value});
        t->apply(row, out);
    }
    return out.text;
}

}
