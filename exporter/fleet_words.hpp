// How the pages for people call what the exporter knows of routers, and how style.css colours it.
#pragma once

#include "exporter/page_writer.hpp"
#include "exporter/snapshot.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace exporter {

enum class freshness : std::uint8_t { fresh, failing, stale, waiting, absent };

freshness freshness_of(const collector_snapshot& c, const moment& now);
std::string_view word(freshness f);
std::string_view style(freshness f);

std::string_view word(router_state s);
std::string_view style(router_state s);
std::string badge(std::string_view style, std::string_view word);

// What a breaker's state means, and how many failures are behind it.
std::string breaker_words(const router_snapshot& router);
std::string_view word(runtime::breaker_state s);

// When any collector last succeeded.
std::optional<moment> last_success(const router_snapshot& router);

// "in 12 s", "due now"
std::string until_text(std::chrono::system_clock::time_point then, const moment& now);

// Why the router is not up, and when the next attempt is.
std::string trouble(const router_snapshot& router, const moment& now);

// `/router?name=...` and the like: a value for a query in an attribute.
std::string query_text(std::string_view text);

struct page_parts {
    std::string_view script; // its path; empty: none
};

// From the doctype to the header's end; `title` is escaped here.
void write_page_head(page_writer& out,
                     std::string_view title,
                     std::string_view version,
                     const page_parts& parts = {});
void write_page_end(page_writer& out);

}
