// What is done at once: settings, disconnections, refusals.
#include "routeros/value.hpp"
#include "tests/simulator/command.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace simulator {
namespace {

using namespace std::string_view_literals;

std::string_view policy_for(const request& q)
{
    if (q.verb == "ping") return "test";
    constexpr std::array reading{
        "print"sv, "listen"sv, "get"sv, "monitor-traffic"sv, "monitor"sv, "info"sv};
    return std::find(reading.begin(), reading.end(), q.verb) != reading.end() ? "read" : "write";
}

// The first part of the path that leads nowhere.
std::string lost_part(const router& r, const std::string& path)
{
    auto end = path.find('/', 1);
    while (end != std::string::npos && r.profile().leads_somewhere(path.substr(0, end)))
        end = path.find('/', end + 1);
    auto known = path.substr(0, end);
    return known.substr(known.rfind('/') + 1);
}

answer unknown_menu(const router& r, const request& q)
{
    if (!r.profile().two_traps) return refuse("no such command prefix");
    answer a = refuse("no such command or directory (" + lost_part(r, q.menu) + ")", 0);
    a.traps.push_back({"no such command prefix", 0});
    return a;
}

// The ids and names that =.id= or =numbers= gives.
std::vector<std::string> chosen(const request& q)
{
    auto list = q.argument(".id");
    if (!list) list = q.argument("numbers");
    return split_list(list.value_or(""));
}

// Applies `act` to every chosen item; act returns false for one that is not there.
template <class Act>
answer for_each_chosen(const request& q, Act act)
{
    auto ids = chosen(q);
    if (ids.empty()) return refuse("missing value(s) of argument(s) .id", 1);
    for (const auto& id : ids)
        if (!act(id)) return refuse("no such item", 0);
    return {};
}

answer change_port(router& r, const request& q, moment now)
{
    return for_each_chosen(q, [&](const std::string& id) {
        auto where = r.find_interface(id);
        if (!where || !where->is_port) return false;
        if (q.verb != "set") {
            r.set_disabled(where->id, q.verb == "disable", now);
            return true;
        }
        if (auto comment = q.argument("comment")) r.set_comment(where->id, std::string(*comment));
        if (auto disabled = q.argument("disabled"))
            r.set_disabled(where->id, *disabled == "yes" || *disabled == "true", now);
        return true;
    });
}

// By the id of the session's interface, its name, or (in /ppp/active) the user's name.
answer disconnect(router& r, const request& q, moment now)
{
    return for_each_chosen(q, [&](const std::string& id) {
        auto where = r.find_interface(id);
        auto gone = where && !where->is_port ? r.sessions().log_out(where->id)
                                             : r.sessions().log_out_user(id) > 0;
        if (gone) r.log("pppoe,ppp,info", "session of " + id + " disconnected", now);
        return gone;
    });
}

answer make_change(router& r, const menu& m, const request& q, moment now)
{
    if (q.path() == "/system/identity/set") {
        r.rename(std::string(q.argument("name").value_or(r.identity())));
        return {};
    }
    auto on_port = q.verb == "set" || q.verb == "enable" || q.verb == "disable";
    if (on_port && (m.from == source::interfaces || m.from == source::ethernets))
        return change_port(r, q, now);
    if (q.verb == "remove" && m.from == source::sessions) return disconnect(r, q, now);
    return refuse("no such command", 0);
}

}

answer refuse(std::string message, std::optional<int> category)
{
    answer a;
    a.traps.push_back({std::move(message), category});
    return a;
}

std::optional<std::string_view> unknown_argument(const menu& m, const request& q)
{
    constexpr std::array usual{".proplist"sv,
                               "count-only"sv,
                               "follow"sv,
                               "follow-only"sv,
                               "interval"sv,
                               "duration"sv,
                               "once"sv,
                               "number"sv,
                               "numbers"sv,
                               ".id"sv};
    if (!m.arguments) return std::nullopt;
    for (const auto& [name, value] : q.arguments)
        if (std::find(usual.begin(), usual.end(), name) == usual.end() &&
            std::find(m.arguments->begin(), m.arguments->end(), name) == m.arguments->end())
            return name;
    return std::nullopt;
}

std::optional<moment> parse_interval(std::string_view text)
{
    double length = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error != std::errc() || end != text.data() + text.size()) {
        auto reading = routeros::read_duration(text);
        if (reading.state != routeros::reading_state::present) return std::nullopt;
        length = reading.value;
    }
    constexpr double longest = 1e9;
    if (!(length > 0) || length > longest) return std::nullopt;
    return std::max(moment(10), moment(static_cast<std::int64_t>(length * 1000)));
}

answer carry_out(router& r, const user& who, const request& q, moment now)
{
    if (!who.may(policy_for(q)) || r.forbids(q.menu)) return refuse("not enough permissions (9)");
    if (q.verb == "ping" && (q.menu.empty() || q.menu == "/tool")) return ping(q, now);
    const auto* m = r.find_menu(q.menu);
    if (!m) {
        auto exists = r.profile().leads_somewhere(q.menu) && !r.profile().find(q.menu);
        return exists ? refuse("no such command", 0) : unknown_menu(r, q);
    }
    auto monitors =
        (q.verb == "monitor" && !m->monitor.empty()) || (q.verb == "info" && !m->info.empty());
    auto prints = q.verb == "print" || q.verb == "listen";
    if (prints || monitors)
        if (auto unknown = unknown_argument(*m, q))
            return refuse("unknown parameter " + std::string(*unknown), 0);
    if (prints) return print(r, who, *m, q, now);
    if (monitors) return monitor_items(r, *m, q, now);
    if (q.verb == "monitor-traffic" && m->from == source::interfaces)
        return monitor_traffic(r, q, now);
    return make_change(r, *m, q, now);
}

}
