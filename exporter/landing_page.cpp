#include "exporter/landing_page.hpp"

#include "exporter/fleet_words.hpp"
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
        write_page_head(out_, "mikroscope exporter", version);
        write_counts();
        out_.text("<table class=\"routers\"><thead><tr><th>State<th>Router<th>Device<th>Trouble"
                  "<th>Collectors</tr></thead>\n<tbody>\n");
        for (const auto& router : routers_) {
            if (out_.reader_gone()) return;
            write_router(*router);
        }
        out_.text("</tbody></table>\n");
        if (routers_.empty()) out_.text("<p class=\"none\">The fleet file names no routers.</p>\n");
        write_page_end(out_);
    }

private:
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
        out_.text("</td>\n<td><a href=\"/router?name=" + query_text(router.series->router) + "\">" +
                  html(router.series->router) + "</a>");
        write_second_line(router.series->site);
        out_.text("</td>\n<td>");
        if (router.facts) {
            out_.text(html(router.facts->identity));
            write_second_line(router.facts->board + (router.facts->board.empty() ? "" : " ") +
                              router.facts->version);
        }
        out_.text("</td>\n<td>");
        write_trouble(router);
        out_.text("</td>\n<td class=\"freshness\">");
        write_collectors(router);
        out_.text("</td></tr>\n");
    }

    void write_second_line(std::string_view text)
    {
        if (!text.empty()) out_.text("<small>" + html(text) + "</small>");
    }

    void write_trouble(const router_snapshot& router)
    {
        out_.text(trouble(router, now_));
        if (router.state != router_state::up) return;
        for (std::size_t i = 0; i < router.collectors.size(); ++i)
            if (router.collectors[i].state == collector_state::failed)
                out_.text("<small class=\"why\">" + html(collectors_[i].name) + ": " +
                          html(router.collectors[i].failure) + "</small>");
    }

    // What there is to do about; the router's own page has all of them.
    void write_collectors(const router_snapshot& router)
    {
        std::array<std::size_t, 5> counts{}; // by freshness
        for (const auto& c : router.collectors)
            ++counts[static_cast<std::size_t>(freshness_of(c, now_))];
        for (auto f :
             {freshness::fresh, freshness::failing, freshness::stale, freshness::waiting}) {
            auto count = counts[static_cast<std::size_t>(f)];
            if (count > 0)
                out_.text(
                    fmt::format("<span class=\"{}\">{} {}</span> ", style(f), count, word(f)));
        }
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
