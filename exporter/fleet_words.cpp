#include "exporter/fleet_words.hpp"

#include "exporter/html_text.hpp"

#include <fmt/core.h>

namespace exporter {

freshness freshness_of(const collector_snapshot& c, const moment& now)
{
    switch (c.state) {
    case collector_state::ok:
        return c.fresh(now.steady) ? freshness::fresh : freshness::stale;
    case collector_state::failed:
    case collector_state::forbidden:
        return freshness::failing;
    case collector_state::waiting:
        return freshness::waiting;
    case collector_state::off:
    case collector_state::unavailable:
        return freshness::absent;
    }
    return freshness::absent;
}

std::string_view word(freshness f)
{
    switch (f) {
    case freshness::fresh:
        return "fresh";
    case freshness::failing:
        return "failing";
    case freshness::stale:
        return "stale";
    case freshness::waiting:
        return "waiting";
    case freshness::absent:
        return "not collected";
    }
    return "";
}

std::string_view style(freshness f)
{
    switch (f) {
    case freshness::fresh:
        return "good";
    case freshness::failing:
        return "bad";
    case freshness::stale:
        return "warn";
    default:
        return "calm";
    }
}

std::string_view style(router_state s)
{
    switch (s) {
    case router_state::up:
        return "good";
    case router_state::backing_off:
        return "bad";
    case router_state::connecting:
        return "warn";
    case router_state::waiting:
        return "calm";
    }
    return "calm";
}

std::string_view word(router_state s)
{
    return s == router_state::backing_off ? "down" : text(s);
}

std::string badge(std::string_view style, std::string_view word)
{
    return fmt::format("<span class=\"badge {}\">{}</span>", style, word);
}

std::string_view word(runtime::breaker_state s)
{
    if (s == runtime::breaker_state::half_open) return "half open";
    return s == runtime::breaker_state::forced_open ? "held open" : runtime::text(s);
}

std::string breaker_words(const router_snapshot& router)
{
    using runtime::breaker_state;
    auto failures = router.failures == 1 ? std::string("1 failure")
                                         : fmt::format("{} failures", router.failures);
    switch (router.breaker) {
    case breaker_state::closed:
        return router.failures > 0 ? failures : "";
    case breaker_state::open:
        return failures + ": resting";
    case breaker_state::half_open:
        return failures + ": one attempt decides";
    case breaker_state::forced_open:
        return "not tried until a person resets it";
    case breaker_state::disabled:
        return "tried after every pause, until it is reset";
    }
    return "";
}

std::optional<moment> last_success(const router_snapshot& router)
{
    std::optional<moment> newest;
    for (const auto& c : router.collectors)
        if (c.last_success && (!newest || c.last_success->steady > newest->steady))
            newest = c.last_success;
    return newest;
}

std::string until_text(std::chrono::system_clock::time_point then, const moment& now)
{
    return then <= now.wall ? "due now" : "in " + age_text(then - now.wall);
}

std::string trouble(const router_snapshot& router, const moment& now)
{
    std::string out;
    if (!router.failure.empty()) out += "<small class=\"why\">" + html(router.failure) + "</small>";
    if (router.next_attempt)
        out += "<small>next attempt " + until_text(*router.next_attempt, now) + "</small>";
    return out;
}

std::string query_text(std::string_view text)
{
    std::string out;
    for (char c : text) {
        auto plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_' || c == '.';
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

void write_page_head(page_writer& out,
                     std::string_view title,
                     std::string_view version,
                     const page_parts& parts)
{
    out.text("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    out.text(html(title));
    out.text("</title>\n<link rel=\"icon\" href=\"data:,\">\n"
             "<link rel=\"stylesheet\" href=\"/style.css\">\n");
    if (!parts.script.empty())
        out.text(fmt::format("<script src=\"{}\" defer></script>\n", parts.script));
    out.text("</head>\n<body>\n<main>\n"
             "<header><h1><a href=\"/\">mikroscope</a> <span>exporter ");
    out.text(html(version));
    out.text("</span></h1>\n<nav><a href=\"/\">Fleet</a> <a href=\"/metrics\">Metrics</a> <a "
             "href=\"/-/healthy\">Healthy</a> <a href=\"/-/ready\">Ready</a></nav></header>\n");
}

void write_page_end(page_writer& out)
{
    out.text("</main>\n</body>\n</html>\n");
}

}
