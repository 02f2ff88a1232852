// A kind of router as data: its menus with the rows it prints, and how it speaks. Read from
// profiles/*.yml; README.md describes the form.
#pragma once

#include "config/mistake.hpp"
#include "tests/simulator/moment.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace simulator {

// What stands in a property's value: text, or something that depends on the router, the item and
// the time. A variable without a value leaves the property out.
enum class variable : std::uint8_t {
    literal,
    // of the router
    uptime,
    identity,
    serial,
    around,  // a sensor's value, near the number given
    load,    // a percentage, near the number given
    counter, // grows by the number given in a second
    date,    // so many seconds after the router started
    api_port,
    tls_port,
    // of an interface, a session or another item
    id,
    session_id,
    name,
    user,
    comment,
    mac,
    address,
    age,   // how long it has been there
    since, // the date since when
    running,
    disabled,
    link,       // link-ok or no-link
    if_running, // the text given; nothing when it is not
    rx_bytes,
    tx_bytes,
    rx_packets,
    tx_packets,
    byte_pair, // "upload/download", as queues have it
    packet_pair,
    rate_pair,
    password,
};

struct cell {
    std::string name;
    variable what = variable::literal;
    std::string text;  // of a literal, or the number as written
    double number = 0; // of around, load, counter and date
};

using row_template = std::vector<cell>;

enum class source : std::uint8_t { rows, interfaces, ethernets, sessions, secrets, log, users };

struct menu {
    source from = source::rows;
    std::vector<row_template>
        rows; // source::rows: each a row; otherwise one, the form of every row
    // What the verbs of the same name answer of an item: the form with its name, or else the last.
    // None: there is no such verb.
    std::vector<row_template> monitor;
    std::vector<row_template> info;
    // Those it knows besides the usual ones; nullopt: it minds none.
    std::optional<std::vector<std::string>> arguments;
};

struct port {
    std::string name;
    std::string kind;
    std::string mac;
    std::string comment;
    double rx = 0; // mean, bit/s
    double tx = 0;
    bool running = true;
    bool disabled = false;
};

enum class login_style : std::uint8_t { plain, challenge, both };

struct profile {
    std::string name;
    login_style login = login_style::plain;
    bool empty_reply = false;     // !empty, from 7.18
    bool two_traps = true;        // for an unknown menu
    bool drops_in_monitor = true; // hardware interfaces count drops and errors
    bool cannot_log_in = false;   // the words for a wrong password before 6.43
    date_style dates = date_style::iso;
    std::chrono::milliseconds uptime{0}; // when the simulation starts
    std::string serial;                  // "" where there is no RouterBOARD
    std::vector<port> ports;
    std::map<std::string, row_template, std::less<>> kinds; // the form of /interface rows
    std::map<std::string, menu, std::less<>> menus;

    const menu* find(std::string_view path) const;
    // True for a menu, and for a path that leads to one.
    bool leads_somewhere(std::string_view path) const;
};

std::shared_ptr<const profile>
read_profile(const std::string& text, const std::string& file, config::mistakes& out);

// The profiles compiled in. find_profile throws std::runtime_error when one of them cannot be read.
std::vector<std::string> profile_names();
std::shared_ptr<const profile> find_profile(std::string_view name);

}
