#include "exporter/router_abilities.hpp"

#include <algorithm>

namespace exporter {

router_abilities::router_abilities(const routeros::router_facts& facts)
    : version_text_(facts.version),
      version_(parse_version(facts.version)),
      packages_(facts.packages)
{
}

std::optional<std::string> router_abilities::why_not(const request_plan& request) const
{
    if (auto why = wrong_version(request)) return why;
    if (!has_package(request.package))
        return "the package " + request.package + " is not installed or not enabled";
    if (const auto* why = missing(request.command)) return *why;
    if (request.items)
        if (const auto* why = missing(request.items->command)) return *why;
    return std::nullopt;
}

// A version that cannot be read is held for the right one: the router's answer will tell.
std::optional<std::string> router_abilities::wrong_version(const request_plan& request) const
{
    if (!version_) return std::nullopt;
    auto too_old = request.from && *version_ < *request.from;
    auto too_new = request.before && *version_ >= *request.before;
    if (!too_old && !too_new) return std::nullopt;
    return request.command + " is not for RouterOS " + version_text_;
}

bool router_abilities::has_package(const std::string& name) const
{
    return name.empty() || !packages_ ||
           std::find(packages_->begin(), packages_->end(), name) != packages_->end();
}

void router_abilities::lacks(const std::string& command, std::string why)
{
    missing_.emplace(command, std::move(why));
}

const std::string* router_abilities::missing(const std::string& command) const
{
    auto found = missing_.find(command);
    return found == missing_.end() ? nullptr : &found->second;
}

void router_abilities::refuses(const std::string& command, const std::string& argument)
{
    refused_.emplace(command, argument);
}

bool router_abilities::takes(const std::string& command, const std::string& argument) const
{
    return !refused_.contains({command, argument});
}

}
