#include "exporter/request.hpp"

#include "runtime/letter_case.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace exporter {

namespace {

constexpr std::array<parameter_name, 3> parameters{{{"router"}, {"tenant"}, {"collect[]", true}}};

using methods = std::array<std::string_view, 2>;
constexpr methods reading{"GET", "HEAD"};
constexpr methods changing{"POST", "PUT"};

const methods& methods_of(page p)
{
    return changes_something(p) ? changing : reading;
}

std::string names_of(const catalogue& all)
{
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < all.size(); ++i)
        names.push_back(all[i].name);
    return listed_names(names);
}

}

page page_at(std::string_view path)
{
    if (path == "/") return page::landing;
    if (path == "/router") return page::router;
    if (path == "/style.css") return page::style;
    if (path == "/fleet.js") return page::script;
    if (path == "/metrics") return page::metrics;
    if (path == "/-/healthy") return page::healthy;
    if (path == "/-/ready") return page::ready;
    if (path == "/-/reload") return page::reload;
    if (path == "/-/breaker") return page::breaker;
    if (path == "/sd") return page::targets;
    if (path == "/probe") return page::probe;
    return page::unknown;
}

std::string allowed_methods(page p)
{
    const auto& all = methods_of(p);
    return std::string(all[0]) + ", " + std::string(all[1]);
}

bool is_method_allowed(page p, std::string_view method)
{
    const auto& all = methods_of(p);
    return std::find(all.begin(), all.end(), method) != all.end();
}

bool is_for_operators(page p)
{
    return p == page::probe || changes_something(p);
}

bool changes_something(page p)
{
    return p == page::reload || p == page::breaker;
}

bool is_cross_site(std::string_view fetch_site, std::string_view origin, std::string_view host)
{
    if (!fetch_site.empty() && fetch_site != "same-origin" && fetch_site != "none") return true;
    if (origin.empty()) return false;
    for (std::string_view scheme : {"http://", "https://"})
        if (origin.starts_with(scheme))
            return !runtime::equal_in_any_case(origin.substr(scheme.size()), host);
    return true; // "null": a page that hides where it is from
}

fleet_view selection::of(const fleet_view& all) const
{
    if (!names_routers()) return all;
    fleet_view part;
    std::copy_if(all.begin(), all.end(), std::back_inserter(part), [this](const auto& r) {
        return (!router || r->series->router == *router) &&
               (!tenant || r->series->tenant == *tenant);
    });
    return part;
}

boost::system::result<selection, refusal> read_query(std::string_view text)
{
    auto given = query::read(text, parameters);
    if (!given) return given.error();
    selection out;
    out.router = given->one("router");
    out.tenant = given->one("tenant");
    out.collectors = given->all("collect[]");
    return out;
}

boost::system::result<std::string, refusal> read_router_query(std::string_view text)
{
    constexpr std::array<parameter_name, 1> known{{{"name"}}};
    auto given = query::read(text, known);
    if (!given) return given.error();
    auto name = given->one("name");
    if (!name) return refusal{"Which router? Ask for /router?name=..."};
    return {boost::system::in_place_value, *std::move(name)}; // a refusal begins with a text too
}

boost::system::result<collector_choice, refusal>
choose_collectors(const catalogue& all, const std::vector<std::string>& names)
{
    if (names.empty()) return collector_choice();
    std::vector<bool> chosen(all.size());
    for (const auto& name : names) {
        auto index = all.find(name);
        if (!index) return refusal{"No collector is called so; there are " + names_of(all) + "."};
        chosen[*index] = true;
    }
    return collector_choice(std::move(chosen));
}

boost::system::result<listen_address, refusal> read_listen_address(std::string_view text)
{
    const refusal malformed{"must be host:port, such as 127.0.0.1:9436 or :9436; is " +
                            std::string(text)};
    auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return malformed;
    listen_address out;
    auto host = text.substr(0, colon);
    auto digits = text.substr(colon + 1);
    auto bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    // Only an address in brackets has colons, and nothing has a comma or space: civetweb's list.
    if (!bracketed && host.find(':') != std::string_view::npos) return malformed;
    if (host.find_first_of("[], \t") != std::string_view::npos) return malformed;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return malformed;
    out.host = host;
    return out;
}

}
