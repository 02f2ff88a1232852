#include "exporter/session_families.hpp"

#include "exporter/family_lines.hpp"
#include "exporter/label_text.hpp"

#include <array>
#include <string>

namespace exporter {

namespace {

using time_point = std::chrono::steady_clock::time_point;
using runtime::breaker_state;

constexpr std::array<router_state, 4> router_states{
    router_state::waiting, router_state::connecting, router_state::up, router_state::backing_off};

std::string label(const router_snapshot& router, std::string_view name, std::string_view value)
{
    auto out = router.series->open;
    out.append(",").append(name).append("=\"");
    append_label_value(out, value);
    return out + "\"}";
}

double seconds(std::chrono::steady_clock::duration length)
{
    return std::chrono::duration<double>(length).count();
}

void write_state(family_lines& out, const router_snapshot& router, time_point)
{
    for (auto s : router_states)
        out.sample(label(router, "state", metric_text(s)), router.state == s ? 1 : 0);
}

void write_restarts(family_lines& out, const router_snapshot& router, time_point)
{
    for (const auto& [reason, count] : router.history->restarts)
        out.sample(label(router, "reason", reason), static_cast<double>(count));
}

void write_breaker(family_lines& out, const router_snapshot& router, time_point)
{
    for (std::size_t s = 0; s < runtime::breaker_states; ++s) {
        auto state = static_cast<breaker_state>(s);
        out.sample(label(router, "state", runtime::text(state)), router.breaker == state ? 1 : 0);
    }
}

void write_transitions(family_lines& out, const router_snapshot& router, time_point)
{
    const auto& counts = router.history->breaker.transitions;
    for (std::size_t s = 0; s < runtime::breaker_states; ++s)
        if (counts[s] > 0)
            out.sample(label(router, "to", runtime::text(static_cast<breaker_state>(s))),
                       static_cast<double>(counts[s]));
}

void write_open_time(family_lines& out, const router_snapshot& router, time_point now)
{
    auto total = router.history->breaker.open;
    auto is_open =
        router.breaker == breaker_state::open || router.breaker == breaker_state::forced_open;
    if (is_open && now > router.history->breaker_since)
        total += now - router.history->breaker_since;
    out.sample(router.series->whole, seconds(total));
}

void write_backoff(family_lines& out, const router_snapshot& router, time_point)
{
    if (router.state == router_state::backing_off)
        out.sample(router.series->whole, seconds(router.backoff));
}

void write_missed_beats(family_lines& out, const router_snapshot& router, time_point)
{
    out.sample(router.series->whole, static_cast<double>(router.counters->missed_beats));
}

void write_in_flight(family_lines& out, const router_snapshot& router, time_point)
{
    out.sample(router.series->whole, static_cast<double>(router.counters->in_flight));
}

struct session_metric {
    exporter::family family;
    void (*write)(family_lines& out, const router_snapshot& router, time_point now);
};

const std::vector<session_metric>& session_metrics()
{
    static const std::vector<session_metric> metrics{
        {{"mikrotik_session_state",
          family_type::gauge,
          "1 for the state the session to the router is in, 0 for the others."},
         &write_state},
        {{"mikrotik_session_restarts_total",
          family_type::counter,
          "Attempts and sessions that failed and were begun again, by reason."},
         &write_restarts},
        {{"mikrotik_circuit_breaker_state",
          family_type::gauge,
          "1 for the state the router's circuit breaker is in, 0 for the others."},
         &write_breaker},
        {{"mikrotik_circuit_breaker_transitions_total",
          family_type::counter,
          "How often the circuit breaker came into a state."},
         &write_transitions},
        {{"mikrotik_circuit_breaker_open_seconds_total",
          family_type::counter,
          "How long the circuit breaker was open, by itself or by force."},
         &write_open_time},
        {{"mikrotik_backoff_seconds",
          family_type::gauge,
          "The pause between two attempts that is under way; 0 where a person must act first."},
         &write_backoff},
        {{"mikrotik_missed_beats_total",
          family_type::counter,
          "Runs of the router's collectors left out because the one before had not ended."},
         &write_missed_beats},
        {{"mikrotik_commands_in_flight",
          family_type::gauge,
          "Commands given to the router that have not ended."},
         &write_in_flight},
    };
    return metrics;
}

}

void write_session_families(page_writer& out, format f, const fleet_view& routers, time_point now)
{
    for (const auto& metric : session_metrics()) {
        family_lines lines(out, f, metric.family);
        for (const auto& router : routers)
            metric.write(lines, *router, now);
    }
}

std::vector<const family*> session_families()
{
    std::vector<const family*> out;
    for (const auto& metric : session_metrics())
        out.push_back(&metric.family);
    return out;
}

}
