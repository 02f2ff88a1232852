// The router's side of the login (protocol reference 2.1, 2.2), without I/O.
#pragma once

#include "tests/simulator/profile.hpp"
#include "tests/simulator/request.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace simulator {

struct user {
    std::string password;
    std::set<std::string, std::less<>> policies; // "read", "api", "reboot", ...

    bool may(std::string_view policy) const { return policies.contains(policy); }
};

using user_table = std::map<std::string, user, std::less<>>;

// "mikroscope:s3cret:read,api,test"; without policies: all of them.
std::optional<std::pair<std::string, user>> parse_user(std::string_view text);
std::set<std::string, std::less<>> all_policies();
bool known_policies(const std::set<std::string, std::less<>>& policies);

class login {
public:
    // `seed` makes the challenge.
    login(login_style style, bool cannot_log_in, std::uint64_t seed)
        : style_(style), cannot_log_in_(cannot_log_in), seed_(seed)
    {
    }

    struct outcome {
        bool accepted = false;
        std::optional<std::string> challenge; // to be sent as =ret=
        std::string refusal;                  // a trap's message
    };
    outcome hear(const request& r, const user_table& users);

    const std::string& name() const { return name_; } // of who tried last

private:
    outcome judge(const user_table& users, bool right);
    std::string next_challenge();

    login_style style_;
    bool cannot_log_in_;
    std::uint64_t seed_;
    std::uint64_t challenges_ = 0;
    std::string challenge_; // hexadecimal; the one a response must fit
    std::string name_;
};

}
