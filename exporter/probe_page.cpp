#include "exporter/probe_page.hpp"

#include "exporter/exposition.hpp"

namespace exporter {

namespace {

void write_gauge(page_writer& out, format f, const family& of, double value)
{
    out.text(of.header(f));
    out.sample(of.name(), "", value);
}

}

void write_probe_page(page_writer& out,
                      format f,
                      const probe_view& view,
                      std::chrono::duration<double> took)
{
    static const family success(
        "probe_success",
        family_type::gauge,
        "1 if the router is logged in to and every collector asked for has run.");
    static const family duration(
        "probe_duration_seconds", family_type::gauge, "How long the probe waited for the router.");
    write_gauge(out, f, success, view.router.success ? 1 : 0);
    write_gauge(out, f, duration, took.count());
    const auto& now = view.router.now;
    write_exposition(
        out, f, *now.collectors, now.routers, std::chrono::steady_clock::now(), view.chosen);
    write_end(out, f);
}

}
