#include "exporter/landing_page.hpp"

#include "exporter/html_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

namespace exporter {

namespace {

// What deserves a look first.
int urgency(const router_snapshot& router)
{
    switch (router.state) {
    case router_state::backing_off:
        return 0;
    case router_state::connecting:
        return 1;
    case router_state::waiting:
        return 2;
    case router_state::up:
        return 3;
    }
    return 3;
}

enum class freshness : std::uint8_t { fresh, failing, stale, waiting, absent };

freshness freshness_of(const collector_snapshot& c, const moment& now)
{
    switch (c.state) {
    case collector_state::ok:
        return c.fresh(now.steady) ? freshness::fresh : freshness::stale;
    case collector_state::failed:
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

std::string until(std::chrono::system_clock::time_point then, const moment& now)
{
    return then <= now.wall ? "due now" : "in " + age_text(then - now.wall);
}

class landing_page {
public:
    landing_page(page_writer& out,
                 const catalogue& collectors,
                 const fleet_view& routers,
                 const moment& now)
        : out_(out), collectors_(collectors), routers_(routers), now_(now)
    {
    }

    void write(std::string_view version)
    {
        write_head(version);
        write_counts();
        out_.text("<table class=\"routers\"><thead><tr><th>State<th>Router<th>Device<th>Trouble"
                  "<th>Collectors</tr></thead>\n<tbody>\n");
        for (const auto& router : routers_) {
            if (out_.reader_gone()) return;
            write_router(*router);
        }
        out_.text("</tbody></table>\n");
        if (routers_.empty()) out_.text("<p class=\"none\">The fleet file names no routers.</p>\n");
        out_.text("</main>\n</body>\n</html>\n");
    }

private:
    void write_head(std::string_view version)
    {
        out_.text("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<title>mikroscope exporter</title>\n"
                  "<link rel=\"icon\" href=\"data:,\">\n"
                  "<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<main>\n"
                  "<header><h1>mikroscope <span>exporter ");
        out_.text(html(version));
        out_.text("</span></h1>\n<nav><a href=\"/metrics\">Metrics</a> <a "
                  "href=\"/-/healthy\">Healthy</a> "
                  "<a href=\"/-/ready\">Ready</a></nav></header>\n");
    }

    void write_counts()
    {
        std::size_t up = 0;
        std::size_t down = 0;
        std::size_t failing = 0;
        std::size_t rows = 0;
        for (const auto& router : routers_) {
            if (router->state == router_state::up) ++up;
            if (router->state == router_state::backing_off) ++down;
            for (const auto& c : router->collectors) {
                if (c.fresh(now_.steady)) rows += c.rows->rows;
                if (router->state == router_state::up && c.state == collector_state::failed)
                    ++failing;
            }
        }
        out_.text("<dl class=\"counts\">\n");
        write_count("Routers", routers_.size(), "");
        write_count("Up", up, "good");
        write_count("Down", down, down > 0 ? "bad" : "");
        write_count("On their way", routers_.size() - up - down, "");
        write_count("Collectors failing", failing, failing > 0 ? "bad" : "");
        write_count("Rows served", rows, "");
        out_.text("</dl>\n");
    }

    void write_count(std::string_view name, std::size_t count, std::string_view style)
    {
        out_.text(
            fmt::format("<div><dt>{}</dt><dd class=\"{}\">{}</dd></div>\n", name, style, count));
    }

    void write_router(const router_snapshot& router)
    {
        out_.text("<tr><td>" + badge(style(router.state), word(router.state)));
        write_second_line("for " + age_text(now_.steady - router.since.steady));
        out_.text("</td>\n<td><a href=\"/metrics?router=" + query_text(router.series->router) +
                  "\">" + html(router.series->router) + "</a>");
        write_second_line(router.series->site);
        out_.text("</td>\n<td>");
        if (router.facts) {
            out_.text(html(router.facts->identity));
            write_second_line(router.facts->board + (router.facts->board.empty() ? "" : " ") +
                              router.facts->version);
        }
        out_.text("</td>\n<td>");
        write_trouble(router);
        out_.text("</td>\n<td>");
        write_collectors(router);
        out_.text("</td></tr>\n");
    }

    void write_second_line(std::string_view text)
    {
        if (!text.empty()) out_.text("<small>" + html(text) + "</small>");
    }

    void write_trouble(const router_snapshot& router)
    {
        if (!router.failure.empty())
            out_.text("<small class=\"why\">" + html(router.failure) + "</small>");
        if (router.next_attempt)
            out_.text("<small>next attempt " + until(*router.next_attempt, now_) + "</small>");
        if (router.state != router_state::up) return;
        for (std::size_t i = 0; i < router.collectors.size(); ++i)
            if (router.collectors[i].state == collector_state::failed)
                out_.text("<small class=\"why\">" + html(collectors_[i].name) + ": " +
                          html(router.collectors[i].failure) + "</small>");
    }

    void write_collectors(const router_snapshot& router)
    {
        std::array<std::size_t, 5> counts{};
        for (const auto& c : router.collectors)
            ++counts[static_cast<std::size_t>(freshness_of(c, now_))];
        out_.text("<details><summary>");
        for (std::size_t i = 0; i < counts.size(); ++i) {
            auto f = static_cast<freshness>(i);
            if (counts[i] > 0)
                out_.text(
                    fmt::format("<span class=\"{}\">{} {}</span> ", style(f), counts[i], word(f)));
        }
        out_.text("</summary><table class=\"collectors\">");
        for (std::size_t i = 0; i < router.collectors.size(); ++i)
            write_collector(collectors_[i].name, router.collectors[i]);
        out_.text("</table></details>");
    }

    void write_collector(const std::string& name, const collector_snapshot& c)
    {
        auto f = freshness_of(c, now_);
        out_.text(fmt::format("<tr><th>{}<td class=\"{}\">{}", html(name), style(f), word(f)));
        out_.text("<td class=\"number\">");
        if (c.last_success) out_.text(age_text(now_.steady - c.last_success->steady) + " ago");
        out_.text("<td class=\"number\">");
        if (c.fresh(now_.steady))
            out_.text(fmt::format("{} {}", c.rows->rows, c.rows->rows == 1 ? "row" : "rows"));
        out_.text("<td class=\"number\">");
        if (c.took.count() > 0) out_.text(duration_text(c.took));
        out_.text(fmt::format("<td class=\"reason {}\">{}</tr>\n", style(f), html(c.failure)));
    }

    // For a query in an attribute: every byte that is not plainly harmless as %XX.
    static std::string query_text(std::string_view text)
    {
        std::string out;
        for (char c : text) {
            auto plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            out +=
                plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
        return out;
    }

    page_writer& out_;
    const catalogue& collectors_;
    const fleet_view& routers_;
    const moment& now_;
};

}

void write_landing_page(page_writer& out,
                        const catalogue& collectors,
                        fleet_view routers,
                        const moment& now,
                        std::string_view version)
{
    std::stable_sort(routers.begin(), routers.end(), [](const auto& a, const auto& b) {
        return urgency(*a) < urgency(*b);
    });
    landing_page(out, collectors, routers, now).write(version);
}

}
