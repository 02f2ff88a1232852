#include "exporter/routing_transforms.hpp"

#include "exporter/changed_row.hpp"
#include "runtime/letter_case.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

namespace exporter {

namespace {

// OSPF states: RouterOS 6 writes "2-Way" where 7 has "2-way", and so on.
class lower_case_state final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        auto state = value_of(row, "state");
        if (state.empty()) {
            out.take(row);
            return;
        }
        state_.assign(state);
        for (auto& c : state_)
            c = runtime::lower_case(c);
        row_.start(row);
        row_.put("state", state_);
        out.take(row_.view());
    }

private:
    std::string state_;
    changed_row row_;
};

// BGP peers of RouterOS 6, and sessions and connections of 7, told apart by `row`. A session is
// called after its connection, with -1 behind it, or -2 and so on for several; when it is down it
// is often not listed. So a connection of which no session came becomes the row of a session that
// is not established, under the name that the session will have. `peer` is that name.
class bgp_sessions final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        auto name = value_of(row, "name");
        auto kind = value_of(row, "row");
        if (kind == "session") connected_.insert(hash(without_number(name)));
        auto connection = kind == "connection";
        if (connection && connected_.contains(hash(name))) return;
        peer_.assign(name);
        if (connection) peer_ += "-1";
        row_.start(row);
        row_.put("peer", peer_);
        row_.put("established", !connection && established(row) ? "true" : "false");
        out.take(row_.view());
    }

private:
    static std::size_t hash(std::string_view text) { return std::hash<std::string_view>{}(text); }

    static std::string_view without_number(std::string_view name)
    {
        auto dash = name.rfind('-');
        auto number = dash == std::string_view::npos ? std::string_view() : name.substr(dash + 1);
        auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (number.empty() || !std::all_of(number.begin(), number.end(), is_digit)) return name;
        return name.substr(0, dash);
    }

    static bool established(row_view row)
    {
        auto text = value_of(row, "established");
        if (text.empty()) return value_of(row, "state") == "established";
        return text == "true" || text == "yes";
    }

    std::unordered_set<std::size_t> connected_; // hashes of connections' names
    std::string peer_;
    changed_row row_;
};

constexpr std::array<std::string_view, 1> peer_adds{"peer"};

constexpr std::array<transform_kind, 2> kinds{{
    {"lower_case_state", {}, &make_transform<lower_case_state>},
    {"bgp_sessions", peer_adds, &make_transform<bgp_sessions>},
}};

}

std::span<const transform_kind> routing_transforms()
{
    return kinds;
}

}
