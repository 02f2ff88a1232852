#include "exporter/breaker_request.hpp"

#include <algorithm>
#include <array>

namespace exporter {

namespace {

struct spoken_order {
    std::string_view word;
    breaker_order order;
    std::string_view outcome;
};

constexpr std::array<spoken_order, 3> orders{
    {{"reset", breaker_order::reset, "its failures are forgotten, and it is tried now"},
     {"open", breaker_order::force_open, "its session ends, and none begins until it is reset"},
     {"disable", breaker_order::disable, "failures give it no rest until it is reset"}}};

const spoken_order& spoken(breaker_order order)
{
    return *std::find_if(
        orders.begin(), orders.end(), [&](const auto& o) { return o.order == order; });
}

}

boost::system::result<breaker_request, refusal> read_breaker_request(std::string_view text)
{
    constexpr std::array<parameter_name, 2> known{{{"router"}, {"do"}}};
    auto given = query::read(text, known);
    if (!given) return given.error();
    auto router = given->one("router");
    auto order = given->one("do");
    auto found = std::find_if(
        orders.begin(), orders.end(), [&](const auto& o) { return order && *order == o.word; });
    if (!router || found == orders.end())
        return refusal{"Ask for /-/breaker?router=NAME&do=reset, do=open or do=disable."};
    return breaker_request{*std::move(router), found->order};
}

std::string_view outcome_text(breaker_order order)
{
    return spoken(order).outcome;
}

std::string_view text(breaker_order order)
{
    return spoken(order).word;
}

}
