#include "exporter/landing_page.hpp"

#include "exporter/fleet_row.hpp"
#include "exporter/fleet_words.hpp"
#include "exporter/html_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>

namespace exporter {

namespace {

class landing_page {
public:
    landing_page(page_writer& out,
                 const catalogue& collectors,
                 const fleet_view& routers,
                 const moment& now)
        : out_(out), collectors_(collectors), routers_(routers), now_(now)
    {
        for (const auto& router : routers_)
            if (!router->series->tenant.empty()) tenants_.insert(router->series->tenant);
    }

    void write(std::string_view version)
    {
        write_page_head(out_, "mikroscope exporter", version, {.script = "/fleet.js"});
        write_counts();
        write_filter();
        write_columns();
        for (const auto& router : routers_) {
            if (out_.reader_gone()) return;
            fleet_row(out_, collectors_, *router, now_).write(!tenants_.empty());
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
                if (router->state == router_state::up &&
                    freshness_of(c, now_) == freshness::failing)
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

    // Nothing without fleet.js, which shows it.
    void write_filter()
    {
        out_.text("<form class=\"filter\" role=\"search\" hidden>\n"
                  "<input type=\"search\" name=\"text\" aria-label=\"Find\" autocomplete=\"off\" "
                  "placeholder=\"Find by name, site, device, reason\">\n"
                  "<select name=\"state\" aria-label=\"State\"><option value=\"\">every state");
        for (auto s : {router_state::backing_off,
                       router_state::connecting,
                       router_state::waiting,
                       router_state::up})
            out_.text(fmt::format("<option>{}", word(s)));
        out_.text("</select>\n");
        write_tenants();
        out_.text("<output></output>\n</form>\n");
    }

    void write_tenants()
    {
        if (tenants_.empty()) return;
        out_.text("<select name=\"tenant\" aria-label=\"Tenant\">"
                  "<option value=\"\">every tenant</option>");
        for (const auto& name : tenants_)
            out_.text("<option>" + html(name) + "</option>");
        out_.text("</select>\n");
    }

    // By urgency, which is the state's order.
    void write_columns()
    {
        auto with_tenants = !tenants_.empty();
        out_.text(with_tenants ? "<table class=\"routers fleet tenants\">"
                               : "<table class=\"routers fleet\">");
        out_.text("<thead><tr><th aria-sort=\"ascending\">State</th><th>Router</th>");
        if (with_tenants) out_.text("<th>Tenant</th>");
        out_.text("<th>Device</th><th>Why</th><th>Last success</th><th>Next attempt</th>"
                  "<th>Breaker</th><th>Collectors</th></tr></thead>\n<tbody>\n");
    }

    page_writer& out_;
    const catalogue& collectors_;
    const fleet_view& routers_;
    const moment& now_;
    std::set<std::string> tenants_;
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
