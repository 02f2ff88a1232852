// Reads the tenants and routers of a fleet file into a fleet.
#pragma once

#include "config/credentials.hpp"
#include "config/fleet.hpp"
#include "config/inheritable.hpp"
#include "config/load.hpp"
#include "config/yaml_map.hpp"

#include <map>
#include <set>
#include <string>

namespace config {

// A label of the series that mikroscope itself gives for every router.
bool is_router_info_label(std::string_view name);

class router_reader {
public:
    // What is known before the first router: all of it must outlive the reader.
    router_reader(const inheritable_context& context,
                  const std::set<std::string>& reserved_labels,
                  credentials& logins,
                  fleet& out)
        : context_(context), reserved_labels_(reserved_labels), logins_(logins), out_(out)
    {
    }

    void read_defaults(const yaml_value& value);
    const inheritable& defaults() const { return defaults_; }
    void read_tenants(const yaml_value& value);
    void read_routers(const yaml_value& value);

    // Once all routers are read.
    void check_quotas() const;

private:
    struct tenant_entry {
        inheritable values;
        label_map labels;
        std::size_t routers = 0;
        std::optional<yaml_value> most_routers; // where its quota says how many there may be
    };
    void read_tenant(const yaml_value& value);
    void read_users(const yaml_value& value, web_users& out);
    void read_router(const yaml_value& value);
    inheritable inherited_by(router& r, yaml_map& map);
    void read_endpoint(router& r, yaml_map& map);
    void read_labels(const yaml_value& value, label_map& labels) const;
    void claim(std::map<std::string, yaml_value>& taken,
               const std::string& what,
               const yaml_value& where,
               std::string_view complaint) const;

    const inheritable_context& context_;
    const std::set<std::string>& reserved_labels_;
    credentials& logins_;
    fleet& out_;
    inheritable defaults_;
    std::map<std::string, tenant_entry> tenants_;
    std::map<std::string, yaml_value> tenant_names_;
    std::map<std::string, yaml_value> user_names_; // of all tenants
    std::map<std::string, yaml_value> router_names_;
    std::map<std::string, yaml_value> endpoints_;
};

}
