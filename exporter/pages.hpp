// The pages of the exporter's HTTP side: which there are, and what each answers. civetweb's threads
// call it; it only reads.
#pragma once

#include "exporter/page_sources.hpp"
#include "exporter/request.hpp"
#include "exporter/series_pages.hpp"

#include <chrono>
#include <string_view>

struct mg_connection;

namespace exporter {

class pages {
public:
    // `answer_timeout` is to take a whole answer. Ready after `ready_after`, even if a router was
    // not tried by then.
    pages(page_sources sources,
          std::chrono::milliseconds answer_timeout,
          std::chrono::milliseconds ready_after);
    pages(const pages&) = delete;

    void serve(mg_connection& c, const caller& who) const;

private:
    void serve(mg_connection& c, page which, const caller& who) const;
    void serve_landing(mg_connection& c, const audience& to) const;
    void serve_router(mg_connection& c, const audience& to) const;
    void serve_targets(mg_connection& c, const audience& to) const;
    void serve_reload(mg_connection& c) const;
    void serve_breaker(mg_connection& c, const caller& who) const;
    void serve_ready(mg_connection& c) const;

    page_sources sources_;
    series_pages series_;
    std::chrono::milliseconds answer_timeout_;
    std::chrono::steady_clock::time_point ready_at_;
};

}
