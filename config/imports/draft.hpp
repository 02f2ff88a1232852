// A fleet as another program's file describes it, on its way to a fleet file of ours.
#pragma once

#include "config/fleet.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace config::imports {

struct draft_login {
    std::string username;
    std::string password;

    bool operator==(const draft_login&) const = default;
};

// What may stand under `defaults` and on a router. Empty text, no value: nothing is said.
struct draft_settings {
    std::optional<std::uint16_t> port;
    std::optional<draft_login> login_as;
    std::string tls_mode; // as the fleet file calls them
    std::string ca_file;
    std::string login;
    std::map<std::string, bool> collect; // collector -> whether it runs
};

struct draft_router {
    std::string name;
    std::string address;
    std::string site;
    label_map labels;
    draft_settings settings;
};

struct draft {
    std::string origin; // the file's name, for the first line
    draft_settings defaults;
    std::string connect_timeout; // as "5s"
    std::string listen;
    std::vector<draft_router> routers; // names and endpoints are unique
};

// The fleet file. What a router has in common with the defaults is said once.
std::string fleet_file_of(const draft& fleet);

}
