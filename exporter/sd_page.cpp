#include "exporter/sd_page.hpp"

#include "exporter/authority.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>

namespace exporter {
namespace json = boost::json;

namespace {

constexpr std::array<parameter_name, 1> parameters{{{"tenant"}}};

json::object target_of(const router_series& series, const std::string& target)
{
    json::object labels;
    labels["__metrics_path__"] = "/metrics";
    labels["__param_router"] = series.router;
    labels["router"] = series.router;
    if (!series.site.empty()) labels["site"] = series.site;
    if (!series.tenant.empty()) labels["tenant"] = series.tenant;
    for (const auto& [name, value] : series.labels)
        labels[name] = value;
    json::array targets;
    targets.emplace_back(target);
    json::object group;
    group["targets"] = std::move(targets);
    group["labels"] = std::move(labels);
    return group;
}

}

boost::system::result<sd_request, refusal> read_sd_request(std::string_view query_text,
                                                           std::string_view host)
{
    auto given = query::read(query_text, parameters);
    if (!given) return given.error();
    if (!read_authority(host))
        return refusal{"The Host header must be the address of this exporter, as host:port."};
    return sd_request{std::string(host), given->one("tenant")};
}

std::string sd_page(const sd_request& request, const fleet_view& routers)
{
    json::array page;
    for (const auto& r : routers)
        if (!request.tenant || r->series->tenant == *request.tenant)
            page.push_back(target_of(*r->series, request.target));
    return json::serialize(page) + "\n";
}

}
