// /metrics and /probe: pages of series, in the format that is asked for.
#pragma once

#include "exporter/page_sources.hpp"
#include "exporter/probe_page.hpp"
#include "exporter/query.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <string_view>

struct mg_connection;

namespace exporter {

class series_pages {
public:
    // `sources` must outlive the pages; `answer_timeout` is to take a whole one.
    series_pages(const page_sources& sources, std::chrono::milliseconds answer_timeout)
        : sources_(sources), answer_timeout_(answer_timeout)
    {
    }

    void serve_metrics(mg_connection& c, std::string_view query, const audience& to) const;
    void serve_probe(mg_connection& c, std::string_view query) const;

private:
    boost::system::result<probe_view, refusal>
    probe(std::string_view query, std::chrono::steady_clock::time_point deadline) const;

    const page_sources& sources_;
    std::chrono::milliseconds answer_timeout_;
};

}
