// The PPPoE sessions of a router: who is online, since when, and under which interface.
#pragma once

#include "tests/simulator/change_log.hpp"
#include "tests/simulator/moment.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace simulator {

struct pppoe_session {
    std::uint32_t id = 0;     // of its interface; never used again
    std::uint32_t suffix = 0; // 1 for the second session of the same user
    std::uint64_t seed = 0;
    std::string user; // any bytes
    moment since{0};

    std::string interface_name() const; // "<pppoe-joe>", "<pppoe-joe-1>"
};

class session_table {
public:
    struct settings {
        std::uint64_t seed = 0;
        std::string realm;             // users are u0001@realm, u0002@realm, ...
        std::uint32_t online = 0;      // sessions wanted
        double changes_per_second = 0; // logins and logouts
    };

    session_table(settings s, change_log& changes);

    // The subscribers of this router, online or not: a tenth more than are wanted online.
    std::uint32_t subscribers() const;
    std::string subscriber(std::uint32_t number) const; // from 1

    // Everybody wanted online logs in, at `now`; whoever was online is gone without a word.
    void start_over(moment now);

    // Logins and logouts up to `now`.
    void advance(moment now);

    const pppoe_session& log_in(const std::string& user, moment now);
    bool log_out(std::uint32_t id);
    // All sessions of a user; returns how many there were.
    std::size_t log_out_user(std::string_view user);

    const std::vector<pppoe_session>& all() const { return sessions_; }
    const pppoe_session* find(std::uint32_t id) const;
    const pppoe_session* find_interface(std::string_view name) const;

    void set_changes_per_second(double rate, moment now);
    double changes_per_second() const { return settings_.changes_per_second; }

private:
    void change_one(moment now);
    bool online(std::string_view user) const;
    std::uint64_t next_random();
    moment next_pause();

    settings settings_;
    change_log& changes_;
    std::vector<pppoe_session> sessions_;
    std::uint32_t last_id_;
    std::uint64_t random_ = 0;
    moment next_change_ = moment::max();
};

}
