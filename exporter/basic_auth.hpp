// Users by HTTP basic authentication, their passwords kept as bcrypt hashes.
#pragma once

#include "runtime/secret.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace exporter {

struct claimed_user {
    std::string name;
    runtime::secret password;
};

// What an Authorization header claims; nothing unless it is well-formed "Basic".
std::optional<claimed_user> read_basic_auth(std::string_view header);

// Without telling by its duration where they differ.
bool same_bytes(std::string_view a, std::string_view b);

// Whether bcrypt makes this hash of this password: some 60 ms at cost 10.
bool is_password_of(const std::string& hash, const std::string& password);

using user_hashes = std::map<std::string, runtime::secret>;

// The hash that a name is checked against: its own, or for a name there is not another one, so that
// the answer takes as long. Never called without users.
const std::string& hash_for(const user_hashes& users, const std::string& name);

// Passwords that were right the last time, so that a scrape does not cost a bcrypt each. Safe to
// use from several threads. As many as there are users.
class known_passwords {
public:
    bool is_known(const claimed_user& user, const std::string& hash) const;
    void remember(const claimed_user& user, const std::string& hash);

private:
    struct entry {
        std::string hash; // a changed hash is another password
        runtime::secret password;
    };
    mutable std::mutex mutex_;
    std::map<std::string, entry> entries_;
};

}
