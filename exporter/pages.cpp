#include "exporter/pages.hpp"

#include "embedded/embedded_pages.hpp"
#include "exporter/accept.hpp"
#include "exporter/http_answer.hpp"
#include "exporter/http_request.hpp"
#include "exporter/landing_page.hpp"
#include "exporter/router_page.hpp"
#include "exporter/sd_page.hpp"
#include "routeros/text.hpp"

#include <algorithm>

namespace exporter {

namespace {

using steady = std::chrono::steady_clock;

// Nothing but our own style sheet and script may load, whatever a router calls itself.
constexpr std::string_view page_policy =
    "Content-Security-Policy: default-src 'none'; style-src "
    "'self'; script-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Vary: Accept-Encoding\r\n";

void answer_embedded(mg_connection& c, std::string_view name, std::string_view content_type)
{
    auto all = embedded_pages();
    auto file = std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.name == name; });
    answer(c, {.content_type = content_type, .more = {}}, file->content);
}

answer_head page_head(const mg_connection& c)
{
    return {.content_type = "text/html; charset=utf-8",
            .more = page_policy,
            .gzip = wants_gzip(header(c, "Accept-Encoding"))};
}

void refuse_method(mg_connection& c, page which)
{
    auto methods = allowed_methods(which);
    auto allow = "Allow: " + methods + "\r\n";
    auto text = "Only these methods are answered here: " + methods + ".\n";
    answer(c, {.status = 405, .more = allow}, text);
}

}

pages::pages(page_sources sources,
             std::chrono::milliseconds answer_timeout,
             std::chrono::milliseconds ready_after)
    : sources_(std::move(sources)),
      series_(sources_, answer_timeout),
      answer_timeout_(answer_timeout),
      ready_at_(steady::now() + ready_after)
{
}

void pages::serve(mg_connection& c, const caller& who) const
{
    auto which = page_at(path_of(c));
    if (which == page::unknown)
        refuse(c, {"There is no such page.", 404});
    else if (!is_method_allowed(which, method_of(c)))
        refuse_method(c, which);
    else if (is_for_operators(which) && !who.audience.sees_all())
        refuse(c, {"This is not for a tenant's users.", 403});
    else if (changes_something(which) &&
             is_cross_site(header(c, "Sec-Fetch-Site"), header(c, "Origin"), header(c, "Host")))
        refuse(c, {"This is not for the pages of other sites.", 403});
    else
        serve(c, which, who);
}

void pages::serve(mg_connection& c, page which, const caller& who) const
{
    switch (which) {
    case page::landing:
        return serve_landing(c, who.audience);
    case page::router:
        return serve_router(c, who.audience);
    case page::style:
        return answer_embedded(c, "style.css", "text/css; charset=utf-8");
    case page::script:
        return answer_embedded(c, "fleet.js", "text/javascript; charset=utf-8");
    case page::metrics:
        return series_.serve_metrics(c, query_of(c), who.audience);
    case page::healthy:
        return answer(c, {.more = {}}, "mikroscope-exporter is healthy.\n");
    case page::ready:
        return serve_ready(c);
    case page::reload:
        return serve_reload(c);
    case page::breaker:
        return serve_breaker(c, who);
    case page::targets:
        return serve_targets(c, who.audience);
    case page::probe:
        return series_.serve_probe(c, query_of(c));
    case page::unknown:
        return;
    }
}

void pages::serve_landing(mg_connection& c, const audience& to) const
{
    answer_in_chunks(c, page_head(c), answer_timeout_, [&](page_writer& out) {
        auto served = sources_.routers.serve(to);
        write_landing_page(
            out, *served.collectors, served.routers, moment::now(), sources_.version);
    });
}

void pages::serve_router(mg_connection& c, const audience& to) const
{
    auto name = read_router_query(query_of(c));
    if (!name) return refuse(c, name.error());
    auto served = sources_.routers.serve(to);
    auto found = selection{.router = *name, .tenant = {}, .collectors = {}}.of(served.routers);
    if (found.empty()) return refuse(c, {"No router of the fleet is called so.", 404});
    answer_in_chunks(c, page_head(c), answer_timeout_, [&](page_writer& out) {
        write_router_page(out, *served.collectors, *found.front(), moment::now(), sources_.version);
    });
}

void pages::serve_targets(mg_connection& c, const audience& to) const
{
    auto asked = read_sd_request(query_of(c), header(c, "Host"));
    if (!asked) return refuse(c, asked.error());
    answer_head head{.content_type = "application/json", .more = {}};
    answer(c, head, sd_page(*asked, sources_.routers.serve(to).routers));
}

void pages::serve_reload(mg_connection& c) const
{
    if (!sources_.reload)
        return refuse(c,
                      {"Reloading over HTTP is not enabled: start the exporter with "
                       "--web.enable-lifecycle, or send it SIGHUP.",
                       403});
    auto outcome = sources_.reload();
    answer(c, {.status = outcome.done ? 200 : 500, .more = {}}, outcome.text);
}

void pages::serve_breaker(mg_connection& c, const caller& who) const
{
    if (!sources_.steer)
        return refuse(c,
                      {"Steering over HTTP is not enabled: start the exporter with "
                       "--web.enable-admin-api.",
                       403});
    // The web configuration may have changed since the start.
    if (!who.is_known) return refuse(c, {"Nobody is asked here who they are: refused.", 403});
    auto asked = read_breaker_request(query_of(c));
    if (!asked) return refuse(c, asked.error());
    auto found = sources_.steer(*asked);
    if (!found) return refuse(c, {"The exporter is stopping.", 503});
    if (!*found) return refuse(c, {"No router of the fleet is called so.", 404});
    sources_.log.info("breaker steered",
                      runtime::field("router", asked->router),
                      runtime::field("do", text(asked->order)),
                      runtime::field("user", routeros::to_utf8(who.user)),
                      runtime::field("client", who.address));
    answer(c, {.more = {}}, asked->router + ": " + std::string(outcome_text(asked->order)) + ".\n");
}

void pages::serve_ready(mg_connection& c) const
{
    auto routers = sources_.routers.serve(audience::everybody()).routers;
    auto untried =
        std::count_if(routers.begin(), routers.end(), [](const auto& r) { return !r->tried; });
    if (untried == 0 || steady::now() >= ready_at_)
        return answer(c, {.more = {}}, "mikroscope-exporter is ready.\n");
    refuse(c, {"Not ready: " + std::to_string(untried) + " routers were not tried yet.", 503});
}

}
