#include "exporter/accept.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(accept)

using exporter::choose_format;
using exporter::format;

namespace {

bool gets_open_metrics(std::string_view header)
{
    return choose_format(header) == format::open_metrics;
}

}

BOOST_AUTO_TEST_CASE(prometheus_gets_open_metrics)
{
    BOOST_TEST(gets_open_metrics("application/openmetrics-text;version=1.0.0,application/"
                                 "openmetrics-text;version=0.0.1;q=0.75,"
                                 "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"));
}

BOOST_AUTO_TEST_CASE(who_does_not_name_it_gets_text)
{
    BOOST_TEST(!gets_open_metrics(""));
    BOOST_TEST(!gets_open_metrics("*/*"));
    BOOST_TEST(!gets_open_metrics("text/html, application/xhtml+xml, */*;q=0.8"));
    BOOST_TEST(!gets_open_metrics("application/openmetrics-text; version=2.0.0"));
}

BOOST_AUTO_TEST_CASE(the_higher_quality_wins_and_zero_is_never)
{
    BOOST_TEST(!gets_open_metrics("text/plain, application/openmetrics-text;q=0.9"));
    BOOST_TEST(gets_open_metrics("text/plain;q=0.3 , Application/OpenMetrics-Text ; Q=0.4"));
    BOOST_TEST(!gets_open_metrics("application/openmetrics-text;q=0"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_counts_as_nothing)
{
    BOOST_TEST(!gets_open_metrics("application/openmetrics-text;q=lots"));
    BOOST_TEST(!gets_open_metrics("application/openmetrics-text;q=nan"));
    BOOST_TEST(!gets_open_metrics("application/openmetrics-text;q=5"));
    BOOST_TEST(!gets_open_metrics(";;;,,,=;q"));
}

BOOST_AUTO_TEST_CASE(who_takes_gzip_gets_it)
{
    for (auto header :
         {"gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.6, *;q=0.1", "x-gzip", "*"})
        BOOST_TEST(exporter::wants_gzip(header), header);
}

BOOST_AUTO_TEST_CASE(who_does_not_take_gzip_does_not_get_it)
{
    for (auto header : {"",
                        "identity",
                        "deflate, br",
                        "gzip;q=0",
                        "gzip;q=0, *",
                        "gzip;q=two",
                        "gzip;q=0.5, identity",
                        "gzipped",
                        "identity;q=0"})
        BOOST_TEST(!exporter::wants_gzip(header), header);
}

BOOST_AUTO_TEST_SUITE_END()
