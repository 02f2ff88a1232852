#include "exporter/accounts.hpp"

namespace exporter {

namespace {

std::string place_of(const config::web_user& user)
{
    return user.place.file + ":" + std::to_string(user.place.line);
}

config::mistake mistake_at(const config::web_user& user, std::string message)
{
    auto out = user.place;
    out.message = std::move(message);
    return out;
}

}

tenant_accounts accounts_of(const config::fleet& fleet)
{
    tenant_accounts out;
    for (const auto& tenant : fleet.tenants)
        for (const auto& [name, user] : tenant.users)
            out.emplace(name, tenant_account{tenant.name, user});
    return out;
}

config::mistakes names_taken_by_web(const tenant_accounts& tenants, const config::web_users& web)
{
    config::mistakes out;
    for (const auto& [name, account] : tenants)
        if (auto other = web.find(name); other != web.end())
            out.push_back(
                mistake_at(account.user,
                           "is a user of the web configuration too: " + place_of(other->second)));
    return out;
}

config::mistakes names_taken_by_tenants(const config::web_users& web,
                                        const tenant_accounts& tenants)
{
    config::mistakes out;
    for (const auto& [name, user] : web)
        if (auto other = tenants.find(name); other != tenants.end())
            out.push_back(mistake_at(user,
                                     "is a user of the tenant " + other->second.tenant +
                                         " too: " + place_of(other->second.user)));
    return out;
}

std::shared_ptr<const tenant_accounts> tenant_users::current() const
{
    std::lock_guard lock(mutex_);
    return current_;
}

void tenant_users::replace(tenant_accounts next)
{
    auto replacing = std::make_shared<const tenant_accounts>(std::move(next));
    std::lock_guard lock(mutex_);
    current_.swap(replacing);
}

accounts::accounts(const config::web_users& web, const tenant_accounts& tenants)
{
    for (const auto& [name, user] : web)
        hashes_[name] = user.hash;
    for (const auto& [name, account] : tenants) {
        hashes_[name] = account.user.hash;
        tenants_[name] = account.tenant;
    }
}

audience accounts::audience_of(const std::string& user) const
{
    auto found = tenants_.find(user);
    return found == tenants_.end() ? audience::everybody() : audience::of(found->second);
}

}
