// Commands that a logged-in client gives, and those that go on for a while.
#pragma once

#include "tests/simulator/moment.hpp"
#include "tests/simulator/reply_writer.hpp"
#include "tests/simulator/request.hpp"
#include "tests/simulator/router.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace simulator {

struct progress {
    bool ended = true;
    moment again{0}; // when to go on; now or earlier: there is more to say at once
    std::optional<std::string> ret;
};

class running_command {
public:
    // A reply as large as this is interrupted, so that it can be sent and others have their turn.
    static constexpr std::size_t portion = 64U << 10;

    virtual ~running_command() = default;

    // Says what is due at `now`, but not !done.
    virtual progress go_on(reply_writer& out, moment now) = 0;

    // Goes on also whenever something changes in the router.
    virtual bool listens() const { return false; }
};

// Either a command that runs, or what is to be said at once before !done.
struct answer {
    std::unique_ptr<running_command> running;
    std::vector<trap> traps;
    std::optional<std::string> ret;
};

// Does everything but what concerns the connection itself: login, cancel, quit and reboot.
answer carry_out(router& r, const user& who, const request& q, moment now);

// Parts of it.
// Arguments that neither print and the monitors have nor this menu says it has.
std::optional<std::string_view> unknown_argument(const menu& m, const request& q);
answer refuse(std::string message, std::optional<int> category = std::nullopt);
answer print(router& r, const user& who, const menu& m, const request& q, moment now);
answer monitor_items(router& r, const menu& m, const request& q, moment now);
answer monitor_traffic(router& r, const request& q, moment now);
answer ping(const request& q, moment now);

// "2", "2s", "500ms", "00:00:02"; at least 10 ms.
std::optional<moment> parse_interval(std::string_view text);

}
