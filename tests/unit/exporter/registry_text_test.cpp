#include "exporter/registry_text.hpp"

#include <boost/test/unit_test.hpp>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <limits>

BOOST_AUTO_TEST_SUITE(registry_text)

using exporter::format;

namespace {

std::string page(const prometheus::Registry& registry, format f)
{
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_registry(out, f, registry.Collect());
    out.flush();
    return sink.take();
}

}

BOOST_AUTO_TEST_CASE(counters_and_gauges_are_written_with_escaped_labels)
{
    prometheus::Registry registry;
    auto& errors =
        prometheus::BuildCounter().Name("errors_total").Help("Errors.").Register(registry);
    errors.Add({{"kind", "a\"b"}}).Increment(3);
    prometheus::BuildCounter().Name("nothing_total").Help("Never.").Register(registry);
    BOOST_TEST(page(registry, format::text) == "# HELP errors_total Errors.\n"
                                               "# TYPE errors_total counter\n"
                                               "errors_total{kind=\"a\\\"b\"} 3\n");
    BOOST_TEST(page(registry, format::open_metrics) == "# HELP errors Errors.\n"
                                                       "# TYPE errors counter\n"
                                                       "errors_total{kind=\"a\\\"b\"} 3\n");
}

BOOST_AUTO_TEST_CASE(histograms_have_buckets_sum_and_count)
{
    prometheus::Registry registry;
    auto& h = prometheus::BuildHistogram()
                  .Name("scrape_seconds")
                  .Help("Time.")
                  .Register(registry)
                  .Add({}, prometheus::Histogram::BucketBoundaries{0.5, 1});
    h.Observe(0.75);
    BOOST_TEST(page(registry, format::text) == "# HELP scrape_seconds Time.\n"
                                               "# TYPE scrape_seconds histogram\n"
                                               "scrape_seconds_bucket{le=\"0.5\"} 0\n"
                                               "scrape_seconds_bucket{le=\"1\"} 1\n"
                                               "scrape_seconds_bucket{le=\"+Inf\"} 1\n"
                                               "scrape_seconds_sum 0.75\n"
                                               "scrape_seconds_count 1\n");
    BOOST_TEST(page(registry, format::open_metrics).find("{le=\"1.0\"} 1\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
