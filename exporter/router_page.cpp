#include "exporter/router_page.hpp"

#include "exporter/fleet_words.hpp"
#include "exporter/html_text.hpp"

#include <fmt/core.h>

#include <string>

namespace exporter {

namespace {

std::string_view time_in(router_state s)
{
    switch (s) {
    case router_state::up:
        return "Up for";
    case router_state::backing_off:
        return "Down for";
    case router_state::connecting:
        return "Not up for";
    case router_state::waiting:
        return "Waiting for";
    }
    return "";
}

class router_page {
public:
    router_page(page_writer& out,
                const catalogue& collectors,
                const router_snapshot& router,
                const moment& now)
        : out_(out), collectors_(collectors), router_(router), now_(now)
    {
    }

    void write(std::string_view version)
    {
        const auto& name = router_.series->router;
        write_page_head(out_, name + " - mikroscope exporter", version);
        out_.text("<h2>" + html(name) + " " + badge(style(router_.state), word(router_.state)) +
                  "</h2>\n");
        auto why = trouble(router_, now_);
        if (!why.empty()) out_.text("<p>" + why + "</p>\n");
        write_facts();
        write_collectors();
        write_absent();
        write_page_end(out_);
    }

private:
    void write_facts()
    {
        out_.text("<dl class=\"counts\">\n");
        write_fact(time_in(router_.state), age_text(now_.steady - router_.since.steady));
        if (router_.facts) {
            write_fact("Identity", router_.facts->identity);
            write_fact("Board", router_.facts->board);
            write_fact("RouterOS", router_.facts->version);
            write_fact("Serial number", router_.facts->serial);
        }
        auto words = breaker_words(router_);
        if (!words.empty())
            write_fact("Breaker", std::string(word(router_.breaker)) + ": " + words);
        write_fact("Site", router_.series->site);
        write_fact("Tenant", router_.series->tenant);
        out_.text("</dl>\n");
    }

    void write_fact(std::string_view name, std::string_view value)
    {
        if (!value.empty())
            out_.text(fmt::format(
                "<div class=\"fact\"><dt>{}</dt><dd>{}</dd></div>\n", name, html(value)));
    }

    void write_collectors()
    {
        out_.text("<table class=\"routers collectors\"><thead><tr><th>Collector<th>State"
                  "<th class=\"number\">Last success<th class=\"number\">Every"
                  "<th class=\"number\">Rows<th class=\"number\">Took</tr></thead>\n<tbody>\n");
        for (auto f : {freshness::failing, freshness::stale, freshness::waiting, freshness::fresh})
            for (std::size_t i = 0; i < router_.collectors.size(); ++i)
                if (freshness_of(router_.collectors[i], now_) == f)
                    write_collector(collectors_[i].name, router_.collectors[i], f);
        out_.text("</tbody></table>\n");
    }

    void write_collector(const std::string& name, const collector_snapshot& c, freshness f)
    {
        out_.text("<tr><td><a href=\"/metrics?router=" + query_text(router_.series->router) +
                  "&amp;collect%5B%5D=" + query_text(name) + "\">" + html(name) + "</a></td>");
        auto why = c.failure.empty() ? "" : "<small>" + html(c.failure) + "</small>";
        out_.text(fmt::format("<td class=\"{}\">{}{}</td>", style(f), word(f), why));
        write_number(c.last_success ? age_text(now_.steady - c.last_success->steady) + " ago" : "");
        write_number(age_text(c.every));
        write_number(c.fresh(now_.steady) ? std::to_string(c.rows->rows) : "");
        write_number(c.took.count() > 0 ? duration_text(c.took) : "");
        out_.text("</tr>\n");
    }

    void write_number(std::string_view text)
    {
        out_.text(fmt::format("<td class=\"number\">{}</td>", text));
    }

    // Those of which there is nothing to see: one line each would hide the others.
    void write_absent()
    {
        write_names("The router has no such menu", collector_state::unavailable);
        write_names("Off: the fleet file can switch them on", collector_state::off);
    }

    void write_names(std::string_view title, collector_state state)
    {
        std::string names;
        for (std::size_t i = 0; i < router_.collectors.size(); ++i) {
            const auto& c = router_.collectors[i];
            if (c.state != state) continue;
            names += fmt::format(
                "<span title=\"{}\">{}</span> ", html(c.failure), html(collectors_[i].name));
        }
        if (names.empty()) return;
        out_.text(fmt::format("<h3>{}</h3>\n<p class=\"names\">{}</p>\n", title, names));
    }

    page_writer& out_;
    const catalogue& collectors_;
    const router_snapshot& router_;
    const moment& now_;
};

}

void write_router_page(page_writer& out,
                       const catalogue& collectors,
                       const router_snapshot& router,
                       const moment& now,
                       std::string_view version)
{
    router_page(out, collectors, router, now).write(version);
}

}
