#include "tests/simulator/login.hpp"

#include "routeros/login.hpp"
#include "tests/simulator/traffic.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace simulator {
namespace {

constexpr std::string_view policies[]{"local",
                                      "telnet",
                                      "ssh",
                                      "ftp",
                                      "reboot",
                                      "read",
                                      "write",
                                      "policy",
                                      "test",
                                      "winbox",
                                      "web",
                                      "password",
                                      "sniff",
                                      "api",
                                      "romon",
                                      "sensitive",
                                      "rest-api"};

}

std::set<std::string, std::less<>> all_policies()
{
    return {std::begin(policies), std::end(policies)};
}

bool known_policies(const std::set<std::string, std::less<>>& some)
{
    auto all = all_policies();
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

std::optional<std::pair<std::string, user>> parse_user(std::string_view text)
{
    auto parts = split_list(text, ':');
    if (parts.size() < 2 || parts.size() > 3 || parts[0].empty()) {
        if (parts.size() != 1 || !text.ends_with(':')) return std::nullopt;
        parts.emplace_back(); // "admin:": no password
    }
    user u{.password = parts[1], .policies = all_policies()};
    if (parts.size() == 3) {
        auto given = split_list(parts[2]);
        u.policies = {given.begin(), given.end()};
        if (!known_policies(u.policies)) return std::nullopt;
    }
    return std::pair{parts[0], u};
}

login::outcome login::hear(const request& r, const user_table& users)
{
    name_ = r.argument("name").value_or("");
    auto known = users.find(name_);
    auto response = r.argument("response");
    if (response && !challenge_.empty()) {
        auto right = known != users.end() &&
                     routeros::challenge_response(known->second.password, challenge_) == *response;
        challenge_.clear();
        return judge(users, right);
    }
    auto password = r.argument("password");
    auto plain_understood = style_ != login_style::challenge;
    if (password && plain_understood)
        return judge(users, known != users.end() && known->second.password == *password);
    if (style_ == login_style::plain) return judge(users, false);
    challenge_ = next_challenge();
    return {.accepted = false, .challenge = challenge_, .refusal = {}};
}

login::outcome login::judge(const user_table& users, bool right)
{
    auto known = users.find(name_);
    if (right && known != users.end() && known->second.may("api"))
        return {.accepted = true, .challenge = std::nullopt, .refusal = {}};
    auto words = cannot_log_in_ ? "cannot log in" : "invalid user name or password (6)";
    return {.accepted = false, .challenge = std::nullopt, .refusal = words};
}

std::string login::next_challenge()
{
    challenges_ += 2;
    return fmt::format("{:016x}{:016x}", mix(seed_, challenges_), mix(seed_, challenges_ + 1));
}

}
