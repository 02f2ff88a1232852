// The lines of a family that is written sample by sample.
#pragma once

#include "exporter/family.hpp"
#include "exporter/page_writer.hpp"

#include <string_view>

namespace exporter {

// Introduced by its header when the first sample comes.
class family_lines {
public:
    family_lines(page_writer& out, format f, const family& of) : out_(out), format_(f), family_(of)
    {
    }

    void sample(std::string_view labels, double value)
    {
        if (value != value) return; // no_sample
        if (!introduced_) out_.text(family_.header(format_));
        introduced_ = true;
        out_.sample(family_.name(), labels, value);
    }

private:
    page_writer& out_;
    format format_;
    const family& family_;
    bool introduced_ = false;
};

}
