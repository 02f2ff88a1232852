#include "exporter/probe_request.hpp"

#include "config/address.hpp"
#include "exporter/authority.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace exporter {

namespace {

using namespace std::chrono_literals;

constexpr std::array<parameter_name, 3> parameters{
    {{"target"}, {"credentials"}, {"collect[]", true}}};

constexpr auto usual_time = 10'000ms;
constexpr auto shortest_time = 100ms;
constexpr auto longest_time = 120'000ms;
constexpr auto way_back = 500ms;

}

boost::system::result<probe_request, refusal> read_probe_request(std::string_view text)
{
    auto given = query::read(text, parameters);
    if (!given) return given.error();
    probe_request out;
    auto target = given->one("target");
    auto credentials = given->one("credentials");
    if (!target || !credentials)
        return refusal{"Both query parameters `target` and `credentials` are needed."};
    auto where = read_authority(*target);
    if (!where)
        return refusal{"The target must be an address or a host name, with or without a port, such "
                       "as 10.0.0.1 or router.lan:8729."};
    out.target = *std::move(target);
    out.host = where->host;
    out.port = where->port;
    out.credentials = *std::move(credentials);
    out.collectors = given->all("collect[]");
    return out;
}

boost::system::result<config::router, refusal> admit(const probe_request& asked,
                                                     const config::probe_settings& settings,
                                                     const std::vector<std::string>& addresses)
{
    auto user = settings.users.find(asked.credentials);
    if (user == settings.users.end())
        return refusal{"These credentials are not among those of exporter.probe.", 403};
    auto inside = [&](const std::string& address) {
        return std::any_of(settings.allowed_networks.begin(),
                           settings.allowed_networks.end(),
                           [&](const config::network& n) { return n.contains(address); });
    };
    auto address = std::find_if(addresses.begin(), addresses.end(), inside);
    if (address == addresses.end())
        return refusal{"The target is in none of the allowed networks of exporter.probe.", 403};
    auto r = settings.pattern;
    r.name = asked.target;
    auto& where = r.endpoint;
    // The certificate is of the name, whichever address it has.
    if (where.tls.server_name.empty() && *address != asked.host) where.tls.server_name = asked.host;
    where.host = *address;
    where.port = asked.port.value_or(where.port);
    where.username = user->second.username;
    where.password = user->second.password;
    return r;
}

std::chrono::milliseconds probe_time(std::string_view scrape_timeout)
{
    double seconds = 0;
    auto end = scrape_timeout.data() + scrape_timeout.size();
    auto [rest, error] = std::from_chars(scrape_timeout.data(), end, seconds);
    if (error != std::errc{} || rest != end || !(seconds > 0)) return usual_time;
    auto most = std::chrono::duration<double>(longest_time);
    auto given = std::min(std::chrono::duration<double>(seconds), most);
    auto time = std::chrono::duration_cast<std::chrono::milliseconds>(given) - way_back;
    return std::max<std::chrono::milliseconds>(time, shortest_time);
}

}
