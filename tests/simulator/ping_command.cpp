// ping: cumulative counters on every row, no summary (protocol reference 4.21).
#include "tests/simulator/command.hpp"

#include <fmt/format.h>

#include <charconv>

namespace simulator {
namespace {

class ping_command : public running_command {
public:
    ping_command(std::string host, std::uint64_t count, moment interval, moment now)
        : host_(std::move(host)), count_(count), interval_(interval), next_(now)
    {
    }

    progress go_on(reply_writer& out, moment now) override
    {
        if (now >= next_) {
            say(out);
            next_ += interval_;
            ++sent_;
        }
        return {.ended = count_ > 0 && sent_ >= count_, .again = next_, .ret = {}};
    }

private:
    void say(reply_writer& out)
    {
        row_.clear();
        row_.add("seq", sent_);
        row_.add("host", host_);
        row_.add("size", std::uint64_t{56});
        row_.add("ttl", std::uint64_t{64});
        row_.add("time", fmt::format("{}us", 400 + sent_ % 50));
        row_.add("sent", sent_ + 1);
        row_.add("received", sent_ + 1);
        row_.add("packet-loss", std::uint64_t{0});
        row_.add("min-rtt", "400us");
        row_.add("avg-rtt", "420us");
        row_.add("max-rtt", "449us");
        out.row(row_, {});
    }

    std::string host_;
    std::uint64_t count_; // 0: without end
    moment interval_;
    moment next_;
    std::uint64_t sent_ = 0;
    row row_;
};

}

answer ping(const request& q, moment now)
{
    auto host = q.argument("address");
    if (!host) return refuse("missing value(s) of argument(s) address", 1);
    auto text = q.argument("count").value_or("0");
    std::uint64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    auto interval = parse_interval(q.argument("interval").value_or("1")).value_or(moment(1000));
    answer a;
    a.running = std::make_unique<ping_command>(std::string(*host), count, interval, now);
    return a;
}

}
