#include "exporter/fleet_row.hpp"

#include "exporter/fleet_words.hpp"
#include "exporter/html_text.hpp"

#include <fmt/core.h>

#include <array>
#include <string>

namespace exporter {

namespace {

// What deserves a look first has the lowest.
int caution(runtime::breaker_state s)
{
    using runtime::breaker_state;
    switch (s) {
    case breaker_state::forced_open:
        return 0;
    case breaker_state::open:
        return 1;
    case breaker_state::half_open:
        return 2;
    case breaker_state::disabled:
        return 3;
    case breaker_state::closed:
        return 4;
    }
    return 4;
}

std::int64_t unix_seconds(std::chrono::system_clock::time_point t)
{
    return std::chrono::duration_cast<std::chrono::seconds>(t.time_since_epoch()).count();
}

}

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

void fleet_row::write(bool with_tenant)
{
    out_.text(fmt::format("<tr data-state=\"{}\"", word(router_.state)));
    auto tenant = html(router_.series->tenant);
    if (with_tenant) out_.text(" data-tenant=\"" + tenant + "\"");
    out_.text(">");
    write_state();
    write_name();
    if (with_tenant) out_.text("<td class=\"tenant\">" + tenant + "</td>");
    write_device();
    write_why();
    write_last_success();
    write_next_attempt();
    write_breaker();
    write_collectors();
    out_.text("</tr>\n");
}

void fleet_row::write_state()
{
    out_.text(fmt::format("<td class=\"state\" data-key=\"{}\">", urgency(router_)));
    out_.text(badge(style(router_.state), word(router_.state)));
    write_second_line("for " + age_text(now_.steady - router_.since.steady));
    out_.text("</td>");
}

void fleet_row::write_name()
{
    const auto& name = router_.series->router;
    out_.text(fmt::format(
        "<td class=\"name\"><a href=\"/router?name={}\">{}</a>", query_text(name), html(name)));
    write_second_line(router_.series->site);
    out_.text("</td>");
}

void fleet_row::write_device()
{
    out_.text("<td class=\"device\">");
    if (router_.facts) {
        out_.text(html(router_.facts->identity));
        const auto& board = router_.facts->board;
        write_second_line(board + (board.empty() ? "" : " ") + router_.facts->version);
    }
    out_.text("</td>");
}

// Why it is not up, or what of it is not collected.
void fleet_row::write_why()
{
    auto why = [&](const std::string& text) {
        out_.text("<small class=\"why\">" + html(text) + "</small>");
    };
    out_.text("<td class=\"trouble\">");
    if (!router_.failure.empty()) why(router_.failure);
    if (router_.state == router_state::up)
        for (std::size_t i = 0; i < router_.collectors.size(); ++i)
            if (freshness_of(router_.collectors[i], now_) == freshness::failing)
                why(collectors_[i].name + ": " + router_.collectors[i].failure);
    out_.text("</td>");
}

void fleet_row::write_last_success()
{
    auto last = last_success(router_);
    if (last)
        out_.text(fmt::format("<td class=\"last\" data-key=\"{}\">{} ago</td>",
                              unix_seconds(last->wall),
                              age_text(now_.steady - last->steady)));
    else
        out_.text("<td class=\"last\" data-key=\"0\">never</td>");
}

void fleet_row::write_next_attempt()
{
    const auto& next = router_.next_attempt;
    if (next)
        out_.text(fmt::format("<td class=\"next\" data-key=\"{}\">{}</td>",
                              unix_seconds(*next),
                              until_text(*next, now_)));
    else
        out_.text("<td class=\"next\"></td>");
}

void fleet_row::write_breaker()
{
    auto is_closed = router_.breaker == runtime::breaker_state::closed;
    out_.text(fmt::format("<td class=\"breaker{}\" data-key=\"{}\">{}",
                          is_closed ? " calm" : "",
                          caution(router_.breaker),
                          word(router_.breaker)));
    write_second_line(breaker_words(router_));
    out_.text("</td>");
}

// What there is to do about; the router's own page has all of them.
void fleet_row::write_collectors()
{
    std::array<std::size_t, 5> counts{}; // by freshness
    for (const auto& c : router_.collectors)
        ++counts[static_cast<std::size_t>(freshness_of(c, now_))];
    auto count = [&](freshness f) { return counts[static_cast<std::size_t>(f)]; };
    out_.text(fmt::format("<td class=\"freshness\" data-key=\"{}\">", count(freshness::fresh)));
    for (auto f : {freshness::fresh, freshness::failing, freshness::stale, freshness::waiting})
        if (count(f) > 0)
            out_.text(fmt::format("<span class=\"{}\">{} {}</span> ", style(f), count(f), word(f)));
    out_.text("</td>");
}

void fleet_row::write_second_line(std::string_view text)
{
    if (!text.empty()) out_.text("<small>" + html(text) + "</small>");
}

}
