#include "tests/simulator/control_api.hpp"

#include "routeros/text.hpp"
#include "tests/simulator/control_json.hpp"
#include "tests/simulator/request.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <vector>

namespace simulator {
namespace json = boost::json;

namespace {

using reply = reading<json::value>;

constexpr double fastest_churn = 1e4;
constexpr double longest_skip = 10.0 * 365 * 86'400;

objection not_there(const std::string& sentence)
{
    return {404, sentence};
}

objection wrong_method(const std::string& sentence)
{
    return {405, sentence};
}

reply list_sessions(const session_table& sessions)
{
    json::array all;
    for (const auto& s : sessions.all())
        all.push_back(show_session(s));
    return json::value(std::move(all));
}

reply sessions_request(station& one, const control_request& q, moment now)
{
    auto& sessions = one.router().sessions();
    if (q.method == "GET") return list_sessions(sessions);
    if (q.method != "POST" && q.method != "DELETE")
        return wrong_method("GET, POST or DELETE sessions");
    auto body = read_object(q.body);
    if (!body) return body.error();
    auto name = read_user_name(*body);
    if (!name) return name.error();
    if (q.method == "POST") return json::value(show_session(sessions.log_in(*name, now)));
    auto ended = sessions.log_out_user(*name);
    if (ended == 0) return not_there("this user has no session");
    return json::value{{"ended", ended}};
}

reply user_request(router& r, const std::string& name, const control_request& q)
{
    if (q.method == "DELETE") return json::value{{"removed", r.users().erase(name)}};
    if (q.method != "PUT") return wrong_method("PUT or DELETE a user");
    auto body = read_object(q.body);
    if (!body) return body.error();
    auto found = r.users().find(name);
    auto known =
        found == r.users().end() ? user{.password = {}, .policies = all_policies()} : found->second;
    auto changed = read_user(*body, std::move(known));
    if (!changed) return changed.error();
    r.users()[name] = *changed;
    return json::value{{"user", routeros::to_utf8(name)}};
}

reply tls_request(station& one, const control_request& q)
{
    if (q.method != "PUT") return wrong_method("PUT tls");
    if (!one.where().tls_port) return objection(400, "this router has no port for TLS");
    auto body = read_object(q.body);
    if (!body) return body.error();
    if (body->contains("kind")) {
        auto kind = read_text(*body, "kind");
        if (!kind || *kind != "anonymous")
            return objection(400, "kind can only be anonymous: a certificate comes from files");
        one.set_tls(anonymous(), {});
        return json::value(show_in_short(one));
    }
    auto certificate_file = read_text(*body, "certificate_file");
    auto key_file = read_text(*body, "key_file");
    if (!certificate_file || !key_file)
        return certificate_file ? key_file.error() : certificate_file.error();
    try {
        auto c = read_certificate(*certificate_file, *key_file);
        one.set_tls(with_certificate(c), c.fingerprint);
    } catch (const std::exception& e) {
        return objection(400, e.what());
    }
    return json::value(show_in_short(one));
}

void set_faults(station& one, const faults& f)
{
    one.router().faults() = f;
    one.faults_changed();
}

reply faults_request(station& one, const control_request& q)
{
    if (q.method == "PATCH") {
        auto body = read_object(q.body);
        if (!body) return body.error();
        auto patched = read_faults(*body, one.router().faults());
        if (!patched) return patched.error();
        set_faults(one, *patched);
    } else if (q.method == "DELETE") {
        set_faults(one, {});
    } else if (q.method != "GET") {
        return wrong_method("GET, PATCH or DELETE faults");
    }
    return json::value(show_faults(one.router().faults()));
}

std::optional<objection>
act(station& one, const std::string& what, const json::object& body, moment now)
{
    if (what == "churn") {
        auto rate = read_number(body, "per_second", fastest_churn);
        if (!rate) return rate.error();
        one.router().sessions().set_changes_per_second(*rate, now);
    } else if (what == "power-off") {
        const auto* silent = body.if_contains("silent");
        one.power_off(silent && *silent == json::value(true));
    } else if (what == "power-on") {
        one.power_on();
    } else if (what == "reboot") {
        one.router().ask_for_reboot(now);
    } else if (what == "drop-connections") {
        one.drop_connections();
    } else if (what == "reset-counters") {
        one.router().reset_counters(now);
    } else {
        return not_there("there is no action named " + what);
    }
    return std::nullopt;
}

reply action_request(station& one, const std::string& what, const control_request& q, moment now)
{
    if (q.method != "POST") return wrong_method("POST " + what);
    auto body = read_object(q.body);
    if (!body) return body.error();
    if (auto wrong = act(one, what, *body, now)) return *wrong;
    return json::value(show(one, now));
}

reply router_request(simulation& s, const std::vector<std::string>& path, const control_request& q)
{
    auto* one = s.find(path[1]);
    if (!one) return not_there("there is no router named " + path[1]);
    auto now = s.time().now();
    auto what = path.size() > 2 ? path[2] : std::string();
    if (what == "users" && path.size() == 4) return user_request(one->router(), path[3], q);
    if (path.size() > 3) return not_there("there is nothing at " + q.path);
    if (what == "faults") return faults_request(*one, q);
    if (what == "tls") return tls_request(*one, q);
    if (what == "sessions") return sessions_request(*one, q, now);
    if (!what.empty()) return action_request(*one, what, q, now);
    if (q.method != "GET") return wrong_method("GET a router");
    return json::value(show(*one, now));
}

reply fleet_request(simulation& s, const control_request& q)
{
    if (q.method != "GET") return wrong_method("GET the routers");
    json::array all;
    for (const auto& one : s.stations())
        all.push_back(show_in_short(one));
    return json::value(std::move(all));
}

// All or none: what is wrong for the first router is wrong for each, and the first changes nothing.
reply all_faults_request(simulation& s, const control_request& q)
{
    if (q.method != "PATCH" && q.method != "DELETE")
        return wrong_method("PATCH or DELETE the faults of all");
    for (auto& one : s.stations()) {
        auto done = faults_request(one, q);
        if (!done) return done;
    }
    return json::value{{"routers", s.stations().size()}};
}

reply skip_request(simulation& s, const control_request& q)
{
    if (q.method != "POST") return wrong_method("POST skip");
    auto body = read_object(q.body);
    if (!body) return body.error();
    auto length = read_number(*body, "seconds", longest_skip);
    if (!length) return length.error();
    s.skip(moment(static_cast<std::int64_t>(*length * 1000)));
    return json::value{{"skipped_seconds", *length}};
}

reply respond(simulation& s, const control_request& q)
{
    if (q.path == "/-/ready") return json::value{{"ready", true}};
    if (q.path == "/routers") return fleet_request(s, q);
    if (q.path == "/faults") return all_faults_request(s, q);
    if (q.path == "/skip") return skip_request(s, q);
    auto path = split_list(std::string_view(q.path).substr(q.path.starts_with('/') ? 1 : 0), '/');
    if (path.size() >= 2 && path[0] == "routers") return router_request(s, path, q);
    return not_there("there is nothing at " + q.path);
}

}

control_answer answer_control(simulation& s, const control_request& r)
{
    auto said = respond(s, r);
    if (said) return {200, json::serialize(*said) + "\n"};
    json::value error{{"error", routeros::to_utf8(said.error().sentence)}};
    return {said.error().status, json::serialize(error) + "\n"};
}

}
