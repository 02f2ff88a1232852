#include "exporter/router_families.hpp"

#include "exporter/family_lines.hpp"
#include "exporter/label_text.hpp"
#include "exporter/session_families.hpp"

#include <optional>

namespace exporter {

namespace {

using time_point = std::chrono::steady_clock::time_point;

double seconds_of(std::chrono::system_clock::time_point t)
{
    auto since = std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch());
    return static_cast<double>(since.count()) / 1000;
}

double up(const router_snapshot& router)
{
    return router.state == router_state::up ? 1 : 0;
}

double last_success(const router_snapshot& router)
{
    double newest = no_sample;
    for (const auto& c : router.collectors)
        if (c.last_success && !(seconds_of(c.last_success->wall) <= newest))
            newest = seconds_of(c.last_success->wall);
    return newest;
}

// All its collectors together: what a router that answers slowly shows first.
double poll_duration(const router_snapshot& router)
{
    auto total = no_sample;
    for (const auto& c : router.collectors)
        if (c.last_success) total = (total == total ? total : 0) + c.took.count();
    return total;
}

double count(const std::atomic<std::uint64_t>& counter)
{
    return static_cast<double>(counter.load(std::memory_order_relaxed));
}

double sent_bytes(const router_snapshot& router)
{
    return count(router.counters->sent_bytes);
}

double received_bytes(const router_snapshot& router)
{
    return count(router.counters->received_bytes);
}

double commands(const router_snapshot& router)
{
    return count(router.counters->commands);
}

double replacements(const router_snapshot& router)
{
    return static_cast<double>(router.replacements);
}

double latitude(const router_snapshot& router)
{
    return router.location ? router.location->latitude : no_sample;
}

double longitude(const router_snapshot& router)
{
    return router.location ? router.location->longitude : no_sample;
}

bool has_failed(const collector_snapshot& c)
{
    return c.state == collector_state::failed || c.state == collector_state::forbidden;
}

// A run that succeeded long ago, and none since: the router is gone, or too slow.
double success(const collector_snapshot& c, time_point now)
{
    if (c.state == collector_state::ok) return c.fresh(now) ? 1 : 0;
    return has_failed(c) ? 0 : no_sample;
}

double duration(const collector_snapshot& c, time_point)
{
    auto ran = c.state == collector_state::ok || c.state == collector_state::failed;
    return ran ? c.took.count() : no_sample;
}

double collector_last_success(const collector_snapshot& c, time_point)
{
    return c.last_success ? seconds_of(c.last_success->wall) : no_sample;
}

double forbidden(const collector_snapshot& c, time_point)
{
    return c.state == collector_state::forbidden ? 1 : no_sample;
}

double row_count(const collector_snapshot& c, time_point now)
{
    return c.fresh(now) ? static_cast<double>(c.rows->rows) : no_sample;
}

struct router_metric {
    exporter::family family;
    double (*value)(const router_snapshot&);
};

struct collector_metric {
    exporter::family family;
    double (*value)(const collector_snapshot&, time_point now);
};

const std::vector<router_metric>& router_metrics()
{
    static const std::vector<router_metric> metrics{
        {{"mikrotik_up", family_type::gauge, "1 if the router is connected and logged in to."},
         &up},
        {{"mikrotik_last_success_timestamp_seconds",
          family_type::gauge,
          "When anything was last collected from the router."},
         &last_success},
        {{"mikrotik_poll_duration_seconds",
          family_type::gauge,
          "How long the last runs of the router's collectors took, together."},
         &poll_duration},
        {{"mikrotik_router_api_sent_bytes_total",
          family_type::counter,
          "What was sent to the router over its API, after the logins."},
         &sent_bytes},
        {{"mikrotik_router_api_received_bytes_total",
          family_type::counter,
          "What the router sent over its API, after the logins."},
         &received_bytes},
        {{"mikrotik_router_api_commands_total",
          family_type::counter,
          "Commands the router was given over its API."},
         &commands},
        {{"mikrotik_router_replacements_total",
          family_type::counter,
          "Logins that met another serial number than the login before."},
         &replacements},
        {{"mikrotik_site_latitude_degrees",
          family_type::gauge,
          "Where the router is, from the fleet file."},
         &latitude},
        {{"mikrotik_site_longitude_degrees",
          family_type::gauge,
          "Where the router is, from the fleet file."},
         &longitude},
    };
    return metrics;
}

const std::vector<collector_metric>& collector_metrics()
{
    static const std::vector<collector_metric> metrics{
        {{"mikrotik_collector_success",
          family_type::gauge,
          "1 if the collector's last run succeeded and its rows are served."},
         &success},
        {{"mikrotik_collector_duration_seconds",
          family_type::gauge,
          "How long the collector's last run took."},
         &duration},
        {{"mikrotik_collector_last_success_timestamp_seconds",
          family_type::gauge,
          "When the collector last succeeded."},
         &collector_last_success},
        {{"mikrotik_collector_rows", family_type::gauge, "Rows the collector serves."}, &row_count},
        {{"mikrotik_collector_forbidden",
          family_type::gauge,
          "1 if the router's user may not ask for this; it is not asked again in this session."},
         &forbidden},
    };
    return metrics;
}

const family& info_family()
{
    static const family info(
        "mikrotik_router_info", family_type::info, "What the router says it is.");
    return info;
}

std::string info_labels(const router_snapshot& router)
{
    auto out = router.series->open;
    auto add = [&](std::string_view name, const std::string& value) {
        out.append(",").append(name).append("=\"");
        append_label_value(out, value);
        out += '"';
    };
    add("board", router.facts->board);
    add("version", router.facts->version);
    add("serial", router.facts->serial);
    add("architecture", router.facts->architecture);
    return out + '}';
}

// `,collector="interface"}` by index.
std::vector<std::string> collector_labels(const catalogue& collectors)
{
    std::vector<std::string> labels;
    labels.reserve(collectors.size());
    for (std::size_t i = 0; i < collectors.size(); ++i)
        labels.push_back(",collector=\"" + collectors[i].name + "\"}");
    return labels;
}

}

void write_router_families(page_writer& out,
                           format f,
                           const catalogue& collectors,
                           const fleet_view& routers,
                           time_point now,
                           const collector_choice& chosen)
{
    for (const auto& metric : router_metrics()) {
        family_lines lines(out, f, metric.family);
        for (const auto& router : routers)
            lines.sample(router->series->whole, metric.value(*router));
    }
    write_session_families(out, f, routers, now);
    family_lines infos(out, f, info_family());
    for (const auto& router : routers)
        if (router->facts) infos.sample(info_labels(*router), 1);
    auto endings = collector_labels(collectors);
    std::string labels;
    for (const auto& metric : collector_metrics()) {
        family_lines lines(out, f, metric.family);
        for (const auto& router : routers)
            for (std::size_t i = 0; i < endings.size(); ++i) {
                if (!chosen.has(i)) continue;
                labels.assign(router->series->open).append(endings[i]);
                lines.sample(labels, metric.value(router->collectors[i], now));
            }
    }
}

std::vector<const family*> router_families()
{
    std::vector<const family*> out;
    for (const auto& metric : router_metrics())
        out.push_back(&metric.family);
    for (const auto* family : session_families())
        out.push_back(family);
    out.push_back(&info_family());
    for (const auto& metric : collector_metrics())
        out.push_back(&metric.family);
    return out;
}

std::vector<std::string> router_family_names()
{
    std::vector<std::string> names;
    for (const auto* family : router_families())
        names.push_back(family->name());
    return names;
}

}
