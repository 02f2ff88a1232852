#include "exporter/series_pages.hpp"

#include "exporter/accept.hpp"
#include "exporter/exposition.hpp"
#include "exporter/http_answer.hpp"
#include "exporter/http_request.hpp"
#include "exporter/registry_text.hpp"
#include "exporter/request.hpp"

namespace exporter {

namespace {

using steady = std::chrono::steady_clock;

answer_head series_head(const mg_connection& c, format f)
{
    return {.content_type = content_type(f),
            .more = "Vary: Accept, Accept-Encoding\r\n",
            .gzip = wants_gzip(header(c, "Accept-Encoding"))};
}

}

void series_pages::serve_metrics(mg_connection& c, std::string_view query, const audience& to) const
{
    auto asked = read_query(query);
    if (!asked) return refuse(c, asked.error());
    auto served = sources_.routers.serve(to);
    const auto& collectors = *served.collectors;
    auto chosen = choose_collectors(collectors, asked->collectors);
    if (!chosen) return refuse(c, chosen.error());
    auto routers = asked->of(served.routers);
    if (routers.empty() && asked->names_routers())
        return refuse(c, {"No router is called so.", 404});
    auto begin = steady::now();
    auto f = choose_format(header(c, "Accept"));
    auto write = [&](page_writer& out) {
        write_exposition(out, f, collectors, routers, begin, *chosen);
        if (asked->is_all() && to.sees_all()) write_registry(out, f, sources_.metrics.collect());
        write_end(out, f);
    };
    answer_in_chunks(c, series_head(c, f), answer_timeout_, write);
    if (wants_body(c)) sources_.metrics.count_scrape(steady::now() - begin);
}

void series_pages::serve_probe(mg_connection& c, std::string_view query) const
{
    auto begin = steady::now();
    auto time = probe_time(header(c, "X-Prometheus-Scrape-Timeout-Seconds"));
    auto found = probe(query, begin + time);
    if (!found) return refuse(c, found.error());
    auto f = choose_format(header(c, "Accept"));
    auto write = [&](page_writer& out) { write_probe_page(out, f, *found, steady::now() - begin); };
    answer_in_chunks(c, series_head(c, f), answer_timeout_, write);
}

boost::system::result<probe_view, refusal> series_pages::probe(std::string_view query,
                                                               steady::time_point deadline) const
{
    auto asked = read_probe_request(query);
    if (!asked) return asked.error();
    if (!sources_.probes) return refusal{"Probing is not enabled.", 403};
    auto known = choose_collectors(*sources_.routers.collectors(), asked->collectors);
    if (!known) return known.error();
    auto found = sources_.probes->probe(*asked, deadline);
    if (!found) return found.error();
    // Others may be in force by now.
    auto chosen = choose_collectors(*found->now.collectors, asked->collectors);
    if (!chosen) return chosen.error();
    return probe_view{*std::move(found), *std::move(chosen)};
}

}
