// monitor-traffic: the slope of the very counters that print shows (protocol reference 4.6).
#include "tests/simulator/command.hpp"
#include "tests/simulator/traffic.hpp"

#include <algorithm>

namespace simulator {
namespace {

struct target {
    bool aggregate = false;
    router::found where;
    std::string name;
};

struct rates {
    double rx = 0; // bits in the span
    double tx = 0;
};

class monitor_command : public running_command {
public:
    monitor_command(router& r, std::vector<target> targets, const request& q, moment now)
        : router_(r),
          targets_(std::move(targets)),
          properties_(split_list(q.argument(".proplist").value_or(""))),
          interval_(parse_interval(q.argument("interval").value_or("1")).value_or(moment(1000))),
          once_(q.flag("once")),
          next_(now)
    {
        if (auto duration = q.argument("duration"))
            if (auto length = parse_interval(*duration)) end_ = now + *length;
        sections_ = end_ != moment::max();
    }

    progress go_on(reply_writer& out, moment now) override;

private:
    enum class saying : std::uint8_t { row, nothing, trap };
    saying say(reply_writer& out, const target& t, moment now);
    std::optional<rates> carried(const target& t, moment now) const;
    rates carried_by_all_ports(moment now) const;
    void write_row(reply_writer& out, const target& t, rates r);

    router& router_;
    std::vector<target> targets_;
    std::vector<std::string> properties_;
    moment interval_;
    bool once_;
    bool sections_ = false;
    moment next_;
    moment end_ = moment::max();
    std::uint64_t cycle_ = 0;
    row row_;
};

progress monitor_command::go_on(reply_writer& out, moment now)
{
    if (now >= end_) return {};
    router_.advance(now);
    if (now >= next_) {
        for (const auto& t : targets_)
            if (say(out, t, now) == saying::trap) return {};
        ++cycle_;
        while (next_ <= now)
            next_ += interval_;
    }
    return {.ended = once_, .again = std::min(next_, end_), .ret = {}};
}

monitor_command::saying monitor_command::say(reply_writer& out, const target& t, moment now)
{
    auto span = carried(t, now);
    if (!span) {
        auto mode = router_.faults().monitor_vanish;
        if (mode == vanish::stop) return saying::nothing;
        if (mode == vanish::trap) {
            out.trap({"no such item", std::nullopt});
            return saying::trap;
        }
    }
    write_row(out, t, span.value_or(rates{}));
    return saying::row;
}

// What was carried in the last interval, in bit/s; nothing when the interface is gone.
std::optional<rates> monitor_command::carried(const target& t, moment now) const
{
    if (t.aggregate) return carried_by_all_ports(now);
    auto before = router_.interface_at(t.where, now - interval_);
    auto after = router_.interface_at(t.where, now);
    if (!after || !before) return std::nullopt;
    auto length = seconds(interval_);
    return rates{std::max(0.0, after->rx_bits - before->rx_bits) / length,
                 std::max(0.0, after->tx_bits - before->tx_bits) / length};
}

rates monitor_command::carried_by_all_ports(moment now) const
{
    rates sum;
    for (std::uint32_t id = 1; id <= router_.profile().ports.size(); ++id) {
        auto one = carried({.aggregate = false, .where = {true, id}, .name = {}}, now);
        if (!one) continue;
        sum.rx += one->rx;
        sum.tx += one->tx;
    }
    return sum;
}

void monitor_command::write_row(reply_writer& out, const target& t, rates r)
{
    auto bits = [](double rate) { return static_cast<std::uint64_t>(rate); };
    auto hardware = router_.profile().drops_in_monitor;
    constexpr std::uint64_t none = 0;
    row_.clear();
    row_.add("name", t.name);
    row_.add("rx-packets-per-second", packets_of(r.rx));
    row_.add("rx-bits-per-second", bits(r.rx));
    row_.add("fp-rx-packets-per-second", packets_of(r.rx));
    row_.add("fp-rx-bits-per-second", bits(r.rx));
    if (hardware) row_.add("rx-drops-per-second", none);
    if (hardware) row_.add("rx-errors-per-second", none);
    row_.add("tx-packets-per-second", packets_of(r.tx));
    row_.add("tx-bits-per-second", bits(r.tx));
    row_.add("fp-tx-packets-per-second", none);
    row_.add("fp-tx-bits-per-second", none);
    if (hardware) row_.add("tx-drops-per-second", none);
    row_.add("tx-queue-drops-per-second", none);
    if (hardware) row_.add("tx-errors-per-second", none);
    if (sections_) row_.add(".section", cycle_);
    out.row(row_, properties_);
}

}

answer monitor_traffic(router& r, const request& q, moment now)
{
    if (q.argument("numbers")) return refuse("unknown parameter numbers", 0);
    auto names = split_list(q.argument("interface").value_or(""));
    if (names.empty()) return refuse("missing value(s) of argument(s) interface", 1);
    r.advance(now);
    std::vector<target> targets;
    for (const auto& name : names) {
        if (name == "aggregate") {
            targets.push_back({.aggregate = true, .where = {}, .name = name});
            continue;
        }
        auto where = r.find_interface(name);
        if (!where) return refuse("input does not match any value of interface", 1);
        targets.push_back({.where = *where, .name = r.interface_at(*where, now)->name});
    }
    answer a;
    a.running = std::make_unique<monitor_command>(r, std::move(targets), q, now);
    return a;
}

}
