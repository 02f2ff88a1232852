// Everything a router can be told to do wrong, each under one name: in the configuration, on the
// control port and here. README.md describes them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulator {

enum class chunking : std::uint8_t { none, one_byte, random, split_prefix };
enum class tag_place : std::uint8_t { first, last, missing };
// What takes the place of an answer.
enum class nonsense : std::uint8_t {
    none,
    close,
    hang,
    garbage,
    http,
    tls_alert,
    control_byte,
    declared_256m,
    declared_4g,
};
enum class cancel_order : std::uint8_t { cancel_first, command_first };
enum class rows_sent : std::uint8_t { full, partial };
enum class dead_word : std::uint8_t { yes, true_ };
enum class vanish : std::uint8_t { stop, trap, zeros };
enum class reboot_mode : std::uint8_t { done_close, close, silent, fatal, trap, done_all };
enum class refusal : std::uint8_t { close, hang };

struct faults {
    // The bytes
    simulator::chunking chunking = simulator::chunking::none;
    tag_place tag_position = tag_place::first;
    bool noncanonical_lengths = false;
    bool empty_sentences = false;
    bool ret_on_done = false;
    bool unknown_reply = false;
    bool trap_without_message = false;
    bool duplicate_key = false;
    bool non_utf8 = false;
    bool hostile_names = false;
    std::uint32_t huge_word = 0;
    std::uint32_t extra_rows = 0;
    bool endless_rows = false;
    nonsense instead_of_reply = nonsense::none;
    std::uint32_t drop_after = 0;
    // Time
    std::uint32_t delay_ms = 0;
    bool slow_after_burst = false;
    std::uint32_t stall_ms = 0;
    bool half_open = false;
    std::uint32_t trickle_ms = 0;
    bool stall_in_word = false;
    // Connections
    nonsense on_accept = nonsense::none;
    bool refuse = false;
    std::uint32_t flap_ms = 0;
    std::uint32_t max_sessions = 0;
    std::string allow_from;
    refusal when_denied = refusal::close;
    bool refuse_login = false;
    std::uint32_t prelogin_bytes = 4096;
    // Commands
    cancel_order cancel_replies = cancel_order::cancel_first;
    bool cancel_silent = false;
    dead_word listen_dead = dead_word::yes;
    rows_sent listen_rows = rows_sent::full;
    vanish monitor_vanish = vanish::stop;
    std::string missing_menus;
    std::string forbidden_menus;
    // The router
    simulator::reboot_mode reboot_mode = simulator::reboot_mode::done_close;
    std::uint32_t reboot_grace_ms = 100;
    std::uint32_t downtime_ms = 5000;
    bool power_loss_silent = false;
    std::string identity;
    std::string serial;

    bool operator==(const faults&) const = default;
};

// Calls visit(name, member) for every field.
template <class Faults, class Visitor>
void each_fault(Faults&& f, Visitor&& visit)
{
    visit("chunking", f.chunking);
    visit("tag_position", f.tag_position);
    visit("noncanonical_lengths", f.noncanonical_lengths);
    visit("empty_sentences", f.empty_sentences);
    visit("ret_on_done", f.ret_on_done);
    visit("unknown_reply", f.unknown_reply);
    visit("trap_without_message", f.trap_without_message);
    visit("duplicate_key", f.duplicate_key);
    visit("non_utf8", f.non_utf8);
    visit("hostile_names", f.hostile_names);
    visit("huge_word", f.huge_word);
    visit("extra_rows", f.extra_rows);
    visit("endless_rows", f.endless_rows);
    visit("instead_of_reply", f.instead_of_reply);
    visit("drop_after", f.drop_after);
    visit("delay_ms", f.delay_ms);
    visit("slow_after_burst", f.slow_after_burst);
    visit("stall_ms", f.stall_ms);
    visit("half_open", f.half_open);
    visit("trickle_ms", f.trickle_ms);
    visit("stall_in_word", f.stall_in_word);
    visit("on_accept", f.on_accept);
    visit("refuse", f.refuse);
    visit("flap_ms", f.flap_ms);
    visit("max_sessions", f.max_sessions);
    visit("allow_from", f.allow_from);
    visit("when_denied", f.when_denied);
    visit("refuse_login", f.refuse_login);
    visit("prelogin_bytes", f.prelogin_bytes);
    visit("cancel_replies", f.cancel_replies);
    visit("cancel_silent", f.cancel_silent);
    visit("listen_dead", f.listen_dead);
    visit("listen_rows", f.listen_rows);
    visit("monitor_vanish", f.monitor_vanish);
    visit("missing_menus", f.missing_menus);
    visit("forbidden_menus", f.forbidden_menus);
    visit("reboot_mode", f.reboot_mode);
    visit("reboot_grace_ms", f.reboot_grace_ms);
    visit("downtime_ms", f.downtime_ms);
    visit("power_loss_silent", f.power_loss_silent);
    visit("identity", f.identity);
    visit("serial", f.serial);
}

// Sets one field from text ("one_byte", "true", "250"); otherwise a sentence that says what is
// wrong.
std::optional<std::string> set_fault(faults& f, std::string_view name, std::string_view text);

// Every field as text, in the order of each_fault.
std::vector<std::pair<std::string_view, std::string>> describe(const faults& f);

// True for a peer that "127.0.0.1, 10.0.0.0/8" lets in; an empty list lets in everybody.
bool address_allowed(std::string_view list, std::string_view peer);
bool valid_address_list(std::string_view list);

}
