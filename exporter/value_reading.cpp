#include "exporter/value_reading.hpp"

#include <algorithm>

namespace exporter {

namespace {

using config::value_form;
using routeros::reading;
using routeros::reading_state;

reading scaled(reading r, double factor)
{
    r.value *= factor;
    return r;
}

reading read_form(value_form form, std::string_view text, const row_context& context)
{
    reading r;
    switch (form) {
    case value_form::flag:
        return routeros::read_flag(text);
    case value_form::inverse:
        r = routeros::read_flag(text);
        r.value = 1 - r.value;
        return r;
    case value_form::duration:
        return routeros::read_duration(text);
    case value_form::ago:
        r = routeros::read_duration(text);
        r.value = context.now_unix - r.value;
        return r;
    case value_form::until:
        r = routeros::read_duration(text);
        r.value = context.now_unix + r.value;
        return r;
    case value_form::percent:
        r = routeros::read_number(text);
        r.value /= 100; // not * 0.01: 7 % is 0.07, not 0.07 and a bit
        return r;
    case value_form::megahertz:
        return scaled(routeros::read_number(text), 1e6);
    case value_form::bit_rate:
        return routeros::read_bit_rate(text);
    case value_form::size:
        return routeros::read_size(text);
    case value_form::kibibytes:
        return routeros::read_size(text, 1024);
    case value_form::date:
        return routeros::read_date(text, context.gmt_offset);
    case value_form::addresses:
        return routeros::read_address_count(text);
    case value_form::number:
        break;
    }
    return routeros::read_number(text);
}

// Takes the first of the parts off `rest`.
std::string_view next_part(std::string_view& rest)
{
    auto end = std::min(rest.find_first_of("/,"), rest.size());
    auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

reading read_part(const value_plan& plan, std::string_view text, const row_context& context)
{
    for (unsigned i = 1; i < plan.part; ++i)
        next_part(text);
    return read_form(plan.form, next_part(text), context);
}

// Parts without a value add nothing; one that is unreadable spoils the sum.
reading read_sum(const value_plan& plan, std::string_view text, const row_context& context)
{
    reading sum;
    while (!text.empty()) {
        auto r = read_form(plan.form, next_part(text), context);
        if (r.state == reading_state::unreadable) return r;
        if (r.state == reading_state::absent) continue;
        sum.state = reading_state::present;
        sum.value += r.value;
    }
    return sum;
}

reading compare(const std::vector<std::string>& values, std::string_view text)
{
    if (std::find(values.begin(), values.end(), text) != values.end())
        return {reading_state::present, 1};
    if (says_nothing(text)) return {};
    return {reading_state::present, 0};
}

}

reading read_value(const value_plan& plan, std::string_view text, const row_context& context)
{
    if (!plan.is.empty()) return compare(plan.is, text);
    auto r = plan.part == config::whole_value    ? read_form(plan.form, text, context)
             : plan.part == config::sum_of_parts ? read_sum(plan, text, context)
                                                 : read_part(plan, text, context);
    r.value *= plan.scale;
    return r;
}

}
