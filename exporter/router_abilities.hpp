// What one session has learnt of what its router can do. As long-lived as the session: another
// version has other menus.
#pragma once

#include "exporter/request_plan.hpp"
#include "routeros/router_facts.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace exporter {

class router_abilities {
public:
    explicit router_abilities(const routeros::router_facts& facts);

    // Nothing when this request is for the router; otherwise why not.
    std::optional<std::string> why_not(const request_plan& request) const;

    // A menu it does not have, in its own words.
    void lacks(const std::string& command, std::string why);
    const std::string* missing(const std::string& command) const;

    // An argument that a command does not take there.
    void refuses(const std::string& command, const std::string& argument);
    bool takes(const std::string& command, const std::string& argument) const;

private:
    std::optional<std::string> wrong_version(const request_plan& request) const;
    bool has_package(const std::string& name) const;

    std::string version_text_;
    std::optional<router_version> version_;
    std::optional<std::vector<std::string>> packages_;
    std::map<std::string, std::string> missing_; // command -> why; as many as collectors name
    std::set<std::pair<std::string, std::string>> refused_;
};

}
