// Whole pages in OpenMetrics, read by a strict reader: everything the exporter may say, said by
// hostile routers.
#include "config/collector_file.hpp"
#include "exporter/registry_text.hpp"
#include "exporter/self_metrics.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"
#include "tests/unit/exporter/open_metrics_reader.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(open_metrics)

using namespace fixture;

namespace {

std::string mistake_in(const std::string& page)
{
    return open_metrics_reader::mistake_in(page);
}

}

BOOST_AUTO_TEST_CASE(the_reader_itself_finds_mistakes)
{
    BOOST_TEST(mistake_in("# EOF\n") == "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na 1\na 2\n# EOF\n") != "");
    BOOST_TEST(mistake_in("# TYPE a counter\na 1\n# EOF\n") != "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na{x=\"\"\"} 1\n# EOF\n") != "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\n# EOF\n") !=
               "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n# EOF\n") != "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na{x=\"\\t\"} 1\n# EOF\n") != "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na x\n# EOF\n") != "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na 1") != "");
    BOOST_TEST(mistake_in("# TYPE a gauge\na{x=\"\\\"\\n\\\\\",y=\"\"} +Inf\n# EOF\n") == "");
}

BOOST_AUTO_TEST_CASE(a_fleet_with_hostile_names_is_a_right_page)
{
    const std::string evil = "\"} 1\n# EOF\nx{y=\"\\\xFF";
    auto r = router(evil);
    r.site = evil;
    r.labels = {{"role", evil}};
    r.location = config::location{-29.86, 31.02};
    fleet f({r, router("fine")});
    f.store.up(0, {evil, evil, evil, evil, evil}, at(0s));
    f.store.backing_off(1, evil, 1s, at(0s));
    f.publish_interface(0, {{"name", evil}, {"rx-byte", "1"}, {"comment", evil}}, 0s);
    f.publish_session(0, {{"user", evil}, {"port", evil}}, 0s);
    BOOST_TEST(mistake_in(f.page(1s, exporter::format::open_metrics)) == "");
}

BOOST_AUTO_TEST_CASE(the_exporters_own_metrics_are_a_right_page)
{
    exporter::self_metrics metrics("1.2.3\"\n");
    metrics.count_scrape(3ms);
    metrics.count_api_error("no such \"command\"\n");
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_registry(out, exporter::format::open_metrics, metrics.collect());
    exporter::write_end(out, exporter::format::open_metrics);
    out.flush();
    BOOST_TEST(mistake_in(sink.take()) == "");
}

BOOST_AUTO_TEST_SUITE_END()
