// Who may log in to the HTTP side, and what each may see: the users of the web configuration all,
// those of a tenant that tenant.
#pragma once

#include "config/fleet.hpp"
#include "config/web_users.hpp"
#include "exporter/audience.hpp"
#include "exporter/basic_auth.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace exporter {

struct tenant_account {
    std::string tenant;
    config::web_user user;
};
using tenant_accounts = std::map<std::string, tenant_account>; // by the user's name

tenant_accounts accounts_of(const config::fleet& fleet);

// Every name that is in both, told with its place in the fleet file, or in the web configuration.
config::mistakes names_taken_by_web(const tenant_accounts& tenants, const config::web_users& web);
config::mistakes names_taken_by_tenants(const config::web_users& web,
                                        const tenant_accounts& tenants);

// Those of the fleet file in force. Any thread.
class tenant_users {
public:
    explicit tenant_users(tenant_accounts first)
        : current_(std::make_shared<const tenant_accounts>(std::move(first)))
    {
    }
    tenant_users(const tenant_users&) = delete;

    std::shared_ptr<const tenant_accounts> current() const;
    void replace(tenant_accounts next);

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const tenant_accounts> current_;
};

// All together. Should a name be in both all the same, it is the tenant's: who may see less does.
class accounts {
public:
    accounts(const config::web_users& web, const tenant_accounts& tenants);

    bool empty() const { return hashes_.empty(); }
    const user_hashes& hashes() const { return hashes_; }
    audience audience_of(const std::string& user) const;

private:
    user_hashes hashes_;
    std::map<std::string, std::string> tenants_; // by user
};

}
