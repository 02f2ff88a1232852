// The users that routers are logged in to as: the `credentials:` of the fleet file.
#pragma once

#include "config/load.hpp"
#include "config/yaml_map.hpp"
#include "runtime/secret.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace config {

struct login {
    std::string username;
    runtime::secret password;
};

inline constexpr std::size_t longest_username = 256; // bytes

class credentials {
public:
    // `file` is the fleet file: password files stand relative to it. `environment` as in
    // load_options.
    void read(const yaml_value& value, const std::string& file, const load_options& options);

    // Whether there is one of that name; `where` is told when there is none.
    bool check(const std::string& name, const yaml_value& where) const;

    // The login of that name, or nothing and a mistake. A password's file or environment variable
    // is looked at only here: each program needs only those of its own.
    std::optional<login> find(const std::string& name);

private:
    struct entry {
        std::string username;
        std::optional<runtime::secret> password; // once known
        std::optional<yaml_value> source;        // of a password that is yet to be fetched
        bool from_environment = false;
    };
    void read_entry(entry& e, yaml_map& map) const;
    void fetch(entry& e) const;

    std::string file_;
    const load_options* options_ = nullptr;
    std::map<std::string, entry> entries_;
};

}
