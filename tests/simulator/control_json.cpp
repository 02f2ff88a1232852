#include "tests/simulator/control_json.hpp"

#include "routeros/digest.hpp"
#include "routeros/text.hpp"
#include "tests/simulator/request.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <stdexcept>
#include <type_traits>

namespace simulator {
namespace json = boost::json;

namespace {

objection bad(std::string sentence)
{
    return {400, std::move(sentence)};
}

std::string quoted(std::string_view key)
{
    return "\"" + std::string(key) + "\"";
}

// A scalar, or scalars with commas between them.
reading<std::string> read_value(std::string_view key, const json::value& value)
{
    if (value.is_bool()) return value.get_bool() ? "true" : "false";
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_int64() && value.get_int64() >= 0) return std::to_string(value.get_int64());
    if (!value.is_array()) return bad(std::string(key) + " must be text, a number, true or false");
    std::string list;
    for (const auto& element : value.get_array()) {
        auto text = read_value(key, element);
        if (!text) return text;
        list += (list.empty() ? "" : ",") + *text;
    }
    return list;
}

json::object show_seen(const station& one)
{
    const auto& seen = one.router().seen();
    json::object commands;
    for (const auto& [path, count] : seen.commands)
        commands[routeros::to_utf8(path)] = count;
    json::array running;
    for (const auto& c : one.connections())
        for (const auto& text : c.conversation().running())
            running.emplace_back(routeros::to_utf8(text));
    return {{"connections_accepted", seen.accepted},
            {"connections_turned_away", seen.turned_away},
            {"connections_open", seen.open},
            {"logins", seen.logins},
            {"failed_logins", seen.failed_logins},
            {"commands", std::move(commands)},
            {"commands_running", std::move(running)},
            {"most_commands_running", seen.most_running},
            {"cancels", seen.cancels},
            {"reboots", seen.reboots},
            {"bytes_in", seen.bytes_in},
            {"bytes_out", seen.bytes_out}};
}

}

void throw_exception_from_error(const objection& o, const boost::source_location&)
{
    throw std::logic_error(o.sentence);
}

reading<json::object> read_object(const std::string& text)
{
    if (text.empty()) return json::object();
    json::error_code error;
    json::parse_options strict;
    strict.max_depth = 8;
    auto value = json::parse(text, error, {}, strict);
    if (error) return bad("the body is no JSON: " + error.message());
    if (!value.is_object()) return bad("the body must be a JSON object");
    return std::move(value.get_object());
}

reading<std::string> read_text(const json::object& body, std::string_view key)
{
    const auto* value = body.if_contains(key);
    if (!value || !value->is_string()) return bad("the body must have " + quoted(key) + ", a text");
    return std::string(value->get_string());
}

reading<double> read_number(const json::object& body, std::string_view key, double most)
{
    const auto* value = body.if_contains(key);
    json::error_code error;
    auto number = value ? value->to_number<double>(error) : -1;
    if (!error && number >= 0 && number <= most) return number;
    auto limit = std::to_string(static_cast<std::int64_t>(most));
    return bad("the body must have " + quoted(key) + ", a number from 0 to " + limit);
}

reading<std::string> read_user_name(const json::object& body)
{
    if (!body.contains("user_hex")) return read_text(body, "user");
    auto hex = read_text(body, "user_hex");
    if (!hex) return hex;
    auto bytes = routeros::from_hex(*hex);
    if (!bytes) return bad("user_hex must be hexadecimal");
    return *bytes;
}

reading<user> read_user(const json::object& body, user known)
{
    auto password = read_text(body, "password");
    if (!password) return password.error();
    known.password = *password;
    if (const auto* policies = body.if_contains("policies")) {
        auto list = read_value("policies", *policies);
        if (!list) return list.error();
        auto names = split_list(*list);
        known.policies = {names.begin(), names.end()};
        if (!known_policies(known.policies)) return bad("policies has one unknown to RouterOS");
    }
    return known;
}

reading<faults> read_faults(const json::object& body, faults f)
{
    for (const auto& [key, value] : body) {
        auto text = read_value(key, value);
        if (!text) return text.error();
        if (auto wrong = set_fault(f, key, *text)) return bad(*wrong);
    }
    return f;
}

json::object show_faults(const faults& f)
{
    json::object all;
    for (const auto& [name, value] : describe(f))
        all[name] = value;
    each_fault(f, [&](std::string_view name, const auto& member) {
        if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(member)>>)
            all[name] = member;
    });
    return all;
}

json::object show_session(const pppoe_session& s)
{
    return {{"id", id_text(s.id)},
            {"user", routeros::to_utf8(s.user)},
            {"interface", routeros::to_utf8(s.interface_name())}};
}

json::object show_in_short(const station& one)
{
    const auto& where = one.where();
    json::object o{{"name", one.router().name()},
                   {"profile", one.router().profile().name},
                   {"address", where.address},
                   {"port", where.port},
                   {"on", one.is_on()},
                   {"connections", one.connections().size()},
                   {"sessions", one.router().sessions().all().size()}};
    if (where.tls_port) o["tls_port"] = *where.tls_port;
    if (!where.fingerprint.empty()) o["fingerprint_sha256"] = where.fingerprint;
    return o;
}

json::object show(const station& one, moment now)
{
    auto o = show_in_short(one);
    const auto& r = one.router();
    o["identity"] = routeros::to_utf8(r.identity());
    o["uptime_seconds"] = seconds(r.uptime(now));
    o["session_changes_per_second"] = r.sessions().changes_per_second();
    o["seen"] = show_seen(one);
    o["faults"] = show_faults(r.faults());
    return o;
}

}
