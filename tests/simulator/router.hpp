// One simulated router: its interfaces, sessions, users and log, and what its menus print at a
// given moment. No I/O, no clock of its own.
#pragma once

#include "tests/simulator/change_log.hpp"
#include "tests/simulator/faults.hpp"
#include "tests/simulator/item.hpp"
#include "tests/simulator/login.hpp"
#include "tests/simulator/observations.hpp"
#include "tests/simulator/pacing.hpp"
#include "tests/simulator/profile.hpp"
#include "tests/simulator/session_table.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace simulator {

struct router_settings {
    std::string name;
    std::shared_ptr<const simulator::profile> profile;
    std::uint64_t seed = 0;
    std::uint32_t sessions = 0;
    double session_changes_per_second = 0;
    user_table users;
    simulator::faults faults;
};

// An interface of the board.
struct port_state {
    std::string name;
    std::string comment;
    bool disabled = false;
    double carried_seconds = 0; // before `since`
    moment since{0};            // it carries traffic
};

struct log_line {
    std::uint32_t id = 0;
    moment when{0};
    std::string topics;
    std::string message;
};

struct api_session {
    std::uint32_t id = 0;
    std::string user;
    std::string address;
    moment since{0};
};

class router {
public:
    router(router_settings settings, moment now);

    const std::string& name() const { return settings_.name; }
    const simulator::profile& profile() const { return *settings_.profile; }
    const menu* find_menu(std::string_view path) const; // but for the missing ones
    bool forbids(std::string_view path) const;          // to everybody

    // Lets time pass: sessions come and go.
    void advance(moment now) { sessions_.advance(now); }
    moment uptime(moment now) const { return now - boot_; }
    void boot(moment now);
    void reset_counters(moment now);

    // The rows of a menu. `secrets`: the reader may see passwords.
    std::size_t row_count(const menu& m) const;
    void fill_row(const menu& m, std::size_t index, moment now, bool secrets, row& out) const;

    // What a monitor answers of that row, by its own `forms`.
    void fill_monitored(const menu& m,
                        std::span<const row_template> forms,
                        std::size_t index,
                        moment now,
                        row& out) const;

    // The row of the item that a change is about, in this menu; false when it has none there.
    bool fill_changed(const menu& m, const change& c, moment now, row& out) const;

    // The interface of this name or id.
    struct found {
        bool is_port = false;
        std::uint32_t id = 0;
    };
    std::optional<found> find_interface(std::string_view name_or_id) const;
    std::optional<item> interface_at(found where, moment now) const;

    const std::string& identity() const;
    void rename(std::string identity) { identity_ = std::move(identity); }
    void set_disabled(std::uint32_t port, bool disabled, moment now);
    void set_comment(std::uint32_t port, std::string comment);
    void log(std::string topics, std::string message, moment now);

    session_table& sessions() { return sessions_; }
    const session_table& sessions() const { return sessions_; }
    const change_log& changes() const { return changes_; }
    simulator::faults& faults() { return settings_.faults; }
    const simulator::faults& faults() const { return settings_.faults; }
    user_table& users() { return settings_.users; }
    observations& seen() { return seen_; }
    const observations& seen() const { return seen_; }
    std::uint64_t seed() const { return settings_.seed; }

    void listens_on(std::uint16_t api, std::uint16_t tls);
    std::uint32_t open_api_session(const std::string& user, const std::string& address, moment now);
    void close_api_session(std::uint32_t id);

    // When a command that arrives now is begun: delayed by faults, or never sooner than a stall
    // ends.
    moment begin_at(moment now);
    void stall_until(moment end) { stalled_until_ = end; }
    moment stalled_until() const { return stalled_until_; }

    // Without power its connections neither read nor write.
    void set_off(bool off) { off_ = off; }
    bool unresponsive(moment now) const
    {
        return off_ || faults().half_open || now < stalled_until_;
    }
    bool deaf() const { return off_ || faults().half_open; }

    // A reboot was asked for; who runs the router takes the request and carries it out.
    void ask_for_reboot(moment at) { reboot_at_ = at; }
    std::optional<moment> reboot_at() const { return reboot_at_; }

private:
    // What stands before the names of sessions with the fault hostile_names.
    static constexpr std::string_view hostile_prefix = "a\"b\\c\nd=";

    self about(moment now) const;
    item port_item(std::size_t index, moment now) const;
    item session_item(const pppoe_session& s, moment now) const;
    item item_of(const menu& m, std::size_t index, moment now) const;
    const row_template& form_of(const menu& m, std::size_t index) const;
    double active_seconds(const port_state& p, const port& form, moment now) const;

    router_settings settings_;
    moment boot_{0};
    std::string identity_;
    std::vector<port_state> ports_;
    change_log changes_;
    session_table sessions_;
    std::deque<log_line> log_;
    std::uint32_t last_log_id_ = 0;
    std::vector<api_session> api_sessions_;
    std::uint32_t last_api_session_ = 0;
    std::uint16_t api_port_ = 0;
    std::uint16_t tls_port_ = 0;
    std::optional<moment> reboot_at_;
    pacing pacing_;
    moment stalled_until_{0};
    bool off_ = false;
    observations seen_;
};

}
