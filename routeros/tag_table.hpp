// Which reply belongs to which command, and when a command has taken too long. Decides; sends
// nothing.
#pragma once

#include "routeros/failure.hpp"
#include "routeros/reply.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace routeros {

// A !trap: the router's word that the command, or a part of it, failed.
struct trap {
    std::string message;         // without trailing line ends; "unknown error" when none was sent
    std::optional<int> category; // protocol reference 1.6

    bool operator==(const trap&) const = default;
};

enum class ending : std::uint8_t {
    done,      // !done and no trap
    trapped,   // !done after at least one trap
    timed_out, // not done in time; it is being cancelled on the router
    cancelled, // ended by cancel()
    link_lost, // the connection ended first
};

struct outcome {
    ending how = ending::done;
    std::vector<trap> traps; // the first is the one to show: later ones explain less
    std::string ret;         // `=ret=` of !done
    std::uint64_t rows = 0;

    bool ok() const { return how == ending::done; }
    // "no such command or directory (health)", "timed out", ...: for logs and pages
    std::string reason() const;
};

// Who hears of a command. Calls come from client::serve(); a sink may start and cancel other
// commands, and destroy its own subscription in on_end.
class command_sink {
public:
    virtual void on_row(const reply& row) = 0;
    virtual void on_empty() {} // !empty: no rows this time
    virtual void on_end(const outcome& end) = 0;

protected:
    ~command_sink() = default;
};

using row_handler = std::function<void(const reply&)>;

struct tag_counters {
    std::uint64_t late = 0;     // replies for a command that had ended
    std::uint64_t untagged = 0; // replies that belong to no command
    std::uint64_t unknown = 0;  // reply words this client does not know
};

class tag_table {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using milliseconds = std::chrono::milliseconds;

    explicit tag_table(milliseconds cancel_timeout) : cancel_timeout_(cancel_timeout) {}

    // A new command: register it before its bytes are sent. No deadline for a timeout of zero.
    std::uint32_t open(command_sink& sink, milliseconds timeout, time_point now);

    // Routes one reply to its sink. !fatal is not for here: it concerns the connection.
    void deliver(const reply& r);

    // The command shall stop; returns the tag to send `/cancel =tag=T` with, or nothing when the
    // command has ended or is being cancelled already.
    std::optional<std::uint32_t> cancel(std::uint32_t tag, time_point now);

    // As cancel(), and the sink is never called again.
    std::optional<std::uint32_t> abandon(std::uint32_t tag, time_point now);

    // What is overdue. Commands past their deadline are told so (ending::timed_out) and are to be
    // cancelled: {their tag, the tag of the cancel}. `stuck` says a cancel was itself not answered.
    struct cancellation {
        std::uint32_t tag;
        std::uint32_t by;
    };
    struct overdue {
        std::vector<cancellation> cancel;
        bool stuck = false;
    };
    overdue expire(time_point now);

    // When to call expire() next; time_point::max() when nothing has a deadline.
    time_point next_deadline() const;

    // The link is gone: every sink hears on_end(link_lost). A command that a sink starts meanwhile
    // is never heard of again.
    void lose_all();

    bool running(std::uint32_t tag) const;
    std::size_t size() const { return commands_.size(); }
    const tag_counters& counters() const { return counters_; }

private:
    struct command {
        command_sink* sink = nullptr; // null: abandoned, timed out, or itself a cancel
        outcome so_far;
        time_point deadline = time_point::max();
        bool cancelling = false;
        bool is_cancel = false;
    };
    void finish(std::uint32_t tag, const reply& done);
    std::uint32_t begin_cancel(command& c, time_point now);

    milliseconds cancel_timeout_;
    std::uint32_t last_tag_ = 0;
    std::unordered_map<std::uint32_t, command> commands_;
    tag_counters counters_;
};

}
