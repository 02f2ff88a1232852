// Users of the HTTP side, as the web configuration and tenants name them: bcrypt hashes by name.
#pragma once

#include "config/mistake.hpp"
#include "config/yaml_value.hpp"
#include "runtime/secret.hpp"

#include <map>
#include <string>

namespace config {

struct web_user {
    runtime::secret hash;
    mistake place; // of the name, without a message

    bool operator==(const web_user&) const = default;
};

using web_users = std::map<std::string, web_user>;

// Hashes are never quoted.
void read_web_users(const yaml_value& value, web_users& out);

}
