// So many at a time, of each group no more than its share and no faster than its rate: what fails
// in one group leaves room for the others. Pure: the time is given to it.
#pragma once

#include "runtime/token_bucket.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace runtime {

struct group_limits {
    std::size_t most = 1'000'000; // at a time
    double per_second = 0;        // 0: as fast as they come

    bool operator==(const group_limits&) const = default;
};

class bulkhead {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using ticket = std::uint64_t; // never given twice

    explicit bulkhead(std::size_t most) : most_(most) {}

    void set_most(std::size_t most) { most_ = most; }
    void set_limits(const std::string& group, const group_limits& limits, time_point now);

    // Gets in line. Those who have not failed before go first; among them the group that has the
    // fewest inside; then whoever came first.
    ticket join(const std::string& group, bool has_failed);

    // Whose turn it is; call it until there is nobody. A ticket is inside from here to leave().
    std::optional<ticket> admit(time_point now);

    // When a group's rate lets somebody in, with the places as they are; max() when none does.
    time_point next(time_point now);

    // From inside, or from the line.
    void leave(ticket t);

    std::size_t inside() const { return inside_; }
    std::size_t waiting() const { return tickets_.size() - inside_; }

private:
    struct order {
        bool has_failed = false;
        ticket number = 0;
        auto operator<=>(const order&) const = default;
    };
    struct group {
        group_limits limits;
        std::optional<token_bucket> rate;
        std::size_t inside = 0;
        std::set<order> line;
    };
    struct holder {
        group* of = nullptr;
        order place;
        bool inside = false;
    };
    static bool has_room(const group& g) { return !g.line.empty() && g.inside < g.limits.most; }

    std::size_t most_;
    std::size_t inside_ = 0;
    std::map<std::string, group> groups_;
    std::map<ticket, holder> tickets_;
    ticket last_ = 0;
};

}
