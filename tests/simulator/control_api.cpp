#include "tests/simulator/control_api.hpp"

#include "routeros/digest.hpp"
#include "routeros/text.hpp"
#include "tests/simulator/request.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <stdexcept>
#include <vector>

namespace simulator {
namespace json = boost::json;

namespace {

// What a person asked wrongly. Caught in answer_control.
struct wrong_request : std::runtime_error {
    wrong_request(int s, const std::string& sentence) : std::runtime_error(sentence), status(s) {}
    int status;
};

[[noreturn]] void bad(const std::string& sentence)
{
    throw wrong_request(400, sentence);
}

json::object body_of(const control_request& r)
{
    if (r.body.empty()) return {};
    json::error_code error;
    json::parse_options strict;
    strict.max_depth = 8;
    auto value = json::parse(r.body, error, {}, strict);
    if (error) bad("the body is no JSON: " + error.message());
    if (!value.is_object()) bad("the body must be a JSON object");
    return value.get_object();
}

std::string text_of(std::string_view key, const json::value& value)
{
    if (value.is_bool()) return value.get_bool() ? "true" : "false";
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_int64() && value.get_int64() >= 0) return std::to_string(value.get_int64());
    if (!value.is_array()) bad(std::string(key) + " must be text, a number, true or false");
    std::string list;
    for (const auto& element : value.get_array())
        list += (list.empty() ? "" : ",") + text_of(key, element);
    return list;
}

std::string required(const json::object& body, std::string_view key)
{
    const auto* value = body.if_contains(key);
    if (!value || !value->is_string())
        bad("the body must have \"" + std::string(key) + "\", a text");
    return std::string(value->get_string());
}

double required_number(const json::object& body, std::string_view key, double most)
{
    const auto* value = body.if_contains(key);
    json::error_code error;
    auto number = value ? value->to_number<double>(error) : -1;
    if (error || !(number >= 0 && number <= most))
        bad("the body must have \"" + std::string(key) + "\", a number from 0 to " +
            std::to_string(static_cast<std::int64_t>(most)));
    return number;
}

// "user", or the bytes in "user_hex".
std::string user_name(const json::object& body)
{
    if (!body.contains("user_hex")) return required(body, "user");
    auto bytes = routeros::from_hex(required(body, "user_hex"));
    if (!bytes) bad("user_hex must be hexadecimal");
    return *bytes;
}

faults patched(faults f, const json::object& body)
{
    for (const auto& [key, value] : body)
        if (auto wrong = set_fault(f, key, text_of(key, value))) bad(*wrong);
    return f;
}

json::object faults_of(const router& r)
{
    json::object all;
    for (const auto& [name, value] : describe(r.faults()))
        all[name] = value;
    each_fault(r.faults(), [&](std::string_view name, const auto& member) {
        if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(member)>>)
            all[name] = member;
    });
    return all;
}

json::object summary_of(const station& one)
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

json::object seen_by(const station& one)
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

json::object session_object(const pppoe_session& s)
{
    return {{"id", id_text(s.id)},
            {"user", routeros::to_utf8(s.user)},
            {"interface", routeros::to_utf8(s.interface_name())}};
}

json::object details_of(const station& one, moment now)
{
    auto o = summary_of(one);
    const auto& r = one.router();
    o["identity"] = routeros::to_utf8(r.identity());
    o["uptime_seconds"] = seconds(r.uptime(now));
    o["session_changes_per_second"] = r.sessions().changes_per_second();
    o["seen"] = seen_by(one);
    o["faults"] = faults_of(r);
    return o;
}

json::value sessions_request(station& one, const control_request& q, moment now)
{
    auto& sessions = one.router().sessions();
    if (q.method == "GET") {
        json::array all;
        for (const auto& s : sessions.all())
            all.push_back(session_object(s));
        return all;
    }
    auto body = body_of(q);
    if (q.method == "POST") return session_object(sessions.log_in(user_name(body), now));
    if (q.method != "DELETE") throw wrong_request(405, "GET, POST or DELETE sessions");
    auto ended = sessions.log_out_user(user_name(body));
    if (ended == 0) throw wrong_request(404, "this user has no session");
    return json::object{{"ended", ended}};
}

json::value user_request(router& r, const std::string& name, const control_request& q)
{
    if (q.method == "DELETE") return json::object{{"removed", r.users().erase(name)}};
    if (q.method != "PUT") throw wrong_request(405, "PUT or DELETE a user");
    auto body = body_of(q);
    auto known = r.users().find(name);
    user u{.password = {},
           .policies = known == r.users().end() ? all_policies() : known->second.policies};
    u.password = required(body, "password");
    if (const auto* policies = body.if_contains("policies")) {
        auto names = split_list(text_of("policies", *policies));
        u.policies = {names.begin(), names.end()};
        if (!known_policies(u.policies)) bad("policies names one that RouterOS does not have");
    }
    r.users()[name] = u;
    return json::object{{"user", name}};
}

json::value faults_request(station& one, const control_request& q)
{
    if (q.method == "PATCH")
        one.router().faults() = patched(one.router().faults(), body_of(q));
    else if (q.method == "DELETE")
        one.router().faults() = {};
    else if (q.method != "GET")
        throw wrong_request(405, "GET, PATCH or DELETE faults");
    if (q.method != "GET") one.faults_changed();
    return faults_of(one.router());
}

void act(station& one, const std::string& what, const control_request& q, moment now)
{
    if (q.method != "POST") throw wrong_request(405, "POST " + what);
    auto body = body_of(q);
    const auto* silent = body.if_contains("silent");
    if (what == "reboot")
        one.router().ask_for_reboot(now);
    else if (what == "power-off")
        one.power_off(silent && *silent == json::value(true));
    else if (what == "power-on")
        one.power_on();
    else if (what == "drop-connections")
        one.drop_connections();
    else if (what == "reset-counters")
        one.router().reset_counters(now);
    else if (what == "churn")
        one.router().sessions().set_changes_per_second(required_number(body, "per_second", 1e4),
                                                       now);
    else
        throw wrong_request(404, "there is no action named " + what);
}

json::value router_request(simulation& s, std::vector<std::string> path, const control_request& q)
{
    auto* one = s.find(path[1]);
    if (!one) throw wrong_request(404, "there is no router named " + path[1]);
    auto now = s.time().now();
    auto what = path.size() > 2 ? path[2] : std::string();
    if (what == "users" && path.size() == 4) return user_request(one->router(), path[3], q);
    if (path.size() > 3) throw wrong_request(404, "there is nothing at " + q.path);
    if (what == "faults") return faults_request(*one, q);
    if (what == "sessions") return sessions_request(*one, q, now);
    if (!what.empty())
        act(*one, what, q, now);
    else if (q.method != "GET")
        throw wrong_request(405, "GET a router");
    return details_of(*one, now);
}

json::value fleet_request(simulation& s, const control_request& q)
{
    if (q.method != "GET") throw wrong_request(405, "GET the routers");
    json::array all;
    for (const auto& one : s.stations())
        all.push_back(summary_of(one));
    return all;
}

// All or none: the body is tried before anything is changed.
json::value all_faults_request(simulation& s, const control_request& q)
{
    if (q.method != "PATCH" && q.method != "DELETE")
        throw wrong_request(405, "PATCH or DELETE the faults of all");
    patched({}, q.method == "PATCH" ? body_of(q) : json::object());
    for (auto& one : s.stations())
        faults_request(one, q);
    return json::object{{"routers", s.stations().size()}};
}

json::value skip_request(simulation& s, const control_request& q)
{
    if (q.method != "POST") throw wrong_request(405, "POST skip");
    constexpr double longest = 10L * 365 * 86'400;
    auto length = required_number(body_of(q), "seconds", longest);
    s.skip(moment(static_cast<std::int64_t>(length * 1000)));
    return json::object{{"skipped_seconds", length}};
}

json::value respond(simulation& s, const control_request& q)
{
    auto path = split_list(std::string_view(q.path).substr(q.path.starts_with('/') ? 1 : 0), '/');
    if (q.path == "/-/ready") return json::object{{"ready", true}};
    if (q.path == "/routers") return fleet_request(s, q);
    if (q.path == "/faults") return all_faults_request(s, q);
    if (q.path == "/skip") return skip_request(s, q);
    if (path.size() >= 2 && path[0] == "routers") return router_request(s, path, q);
    throw wrong_request(404, "there is nothing at " + q.path);
}

}

control_answer answer_control(simulation& s, const control_request& r)
{
    try {
        return {200, json::serialize(respond(s, r)) + "\n"};
    } catch (const wrong_request& wrong) {
        json::object error{{"error", routeros::to_utf8(wrong.what())}};
        return {wrong.status, json::serialize(error) + "\n"};
    }
}

}
