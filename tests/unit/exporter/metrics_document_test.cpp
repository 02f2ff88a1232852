#include "config/collector_file.hpp"
#include "exporter/metrics_document.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

namespace {

const std::string traffic = R"(
collector: traffic
help: "Traffic | of <interfaces>."
every: 15s
command: /interface/print
labels: {interface: name}
metrics:
  - {counter: mikrotik_traffic_rx_bytes_total, property: rx-byte, help: "Bytes [received]."}
  - {info: mikrotik_traffic_info, labels: {type: type}, help: What it is.}
counts:
  - {gauge: mikrotik_interfaces, by: {type: type}, help: How many.}
)";

std::string document(const std::vector<config::peer>& peers)
{
    const std::vector collectors{*config::read_collector(traffic, "traffic.yml")};
    const std::vector<exporter::own_family> own{
        {"mikrotik_up", exporter::family_type::gauge, "1 if up.", {}, true},
        {"mikrotik_exporter_scrapes_total", exporter::family_type::counter, "Answers.", {"kind"}}};
    return exporter::metrics_document({collectors, own, peers});
}

bool has_line(const std::string& text, const std::string& line)
{
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}

BOOST_AUTO_TEST_SUITE(metrics_document)

BOOST_AUTO_TEST_CASE(a_metric_has_its_type_unit_and_labels)
{
    auto text = document({});
    BOOST_TEST(has_line(text,
                        "| `mikrotik_traffic_rx_bytes_total` | counter | bytes | `interface` | "
                        "Bytes \\[received\\]. |  |"));
    BOOST_TEST(has_line(
        text, "| `mikrotik_traffic_info` | info |  | `interface`, `type` | What it is. |  |"));
    BOOST_TEST(has_line(text, "| `mikrotik_interfaces` | gauge |  | `type` | How many. |  |"));
}

BOOST_AUTO_TEST_CASE(what_markdown_would_take_for_its_own_is_escaped)
{
    BOOST_TEST(document({}).find("Traffic \\| of &lt;interfaces>.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_of_others_stand_with_the_metric_and_in_their_own_list)
{
    auto text = document({{"mktxp",
                           {{"mktxp_rx", {"mikrotik_traffic_rx_bytes_total"}, {}},
                            {"mktxp_mood", {}, "routers have none"}}},
                          {"swoga", {{"mikrotik_rx", {"mikrotik_traffic_rx_bytes_total"}, {}}}}});
    BOOST_TEST(has_line(text,
                        "| `mikrotik_traffic_rx_bytes_total` | counter | bytes | `interface` | "
                        "Bytes \\[received\\]. | mktxp: `mktxp_rx`; swoga: `mikrotik_rx` |"));
    BOOST_TEST(has_line(text, "| `mktxp_rx` | `mikrotik_traffic_rx_bytes_total` |"));
    BOOST_TEST(has_line(text, "| `mktxp_mood` | left out: routers have none |"));
}

BOOST_AUTO_TEST_CASE(the_exporters_own_families_have_their_sections)
{
    auto text = document({});
    auto routers = text.find("| `mikrotik_up` | gauge |  |  | 1 if up. |  |");
    auto own = text.find("| `mikrotik_exporter_scrapes_total` | counter |  | `kind` | Answers. |");
    BOOST_REQUIRE(routers != std::string::npos);
    BOOST_REQUIRE(own != std::string::npos);
    BOOST_TEST(text.rfind("## The exporter itself", own) > routers);
}

BOOST_AUTO_TEST_CASE(the_document_in_docs_is_what_the_program_says)
{
    std::ifstream file(MIKROSCOPE_SOURCE_DIR "/docs/metrics.md");
    std::string written{std::istreambuf_iterator<char>(file), {}};
    BOOST_TEST((written == exporter::metrics_document()),
               "docs/metrics.md is stale: renew it with ./dev document");
}

BOOST_AUTO_TEST_CASE(the_program_says_the_same_twice)
{
    BOOST_TEST(exporter::metrics_document() == exporter::metrics_document());
}

BOOST_AUTO_TEST_SUITE_END()
