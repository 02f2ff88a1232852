// What no collector file can know by itself, told with its place in the file.
#include "config/collector_file.hpp"
#include "exporter/collector.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(collector_mistakes)

namespace {

struct file {
    std::string name;
    std::string text;
};

const file interfaces{"interface.yml", R"(
collector: interface
help: Interfaces.
every: 15s
command: /interface/print
labels: {interface: name}
metrics:
  - {counter: mikrotik_port_rx_bytes_total, property: rx-byte, help: Bytes.}
)"};

const file sessions{"session.yml", R"(
collector: session
help: Sessions.
every: 15s
command: /session/print
labels: {user: user}
join:
  collector: interface
  label: interface
  property: port
  metrics:
    - counter: mikrotik_subscriber_rx_bytes_total
      from: mikrotik_port_rx_bytes_total
      help: Bytes.
)"};

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    auto at = text.find(what);
    BOOST_REQUIRE_NE(at, std::string::npos);
    return text.replace(at, what.size(), by);
}

std::vector<config::collector_definition> read(const std::vector<file>& files)
{
    std::vector<config::collector_definition> out;
    for (const auto& f : files) {
        auto definition = config::read_collector(f.text, f.name);
        BOOST_REQUIRE_MESSAGE(definition.has_value(),
                              (definition ? "" : definition.error().front().text()));
        out.push_back(*std::move(definition));
    }
    return out;
}

std::string mistakes_in(const std::vector<file>& files)
{
    auto compiled = exporter::catalogue::compile(read(files));
    std::string out;
    if (!compiled)
        for (const auto& m : compiled.error())
            out += m.text() + '\n';
    return out;
}

// A collector `thing` with these metrics, from its line 7 on.
file thing(const std::string& metrics)
{
    return {"thing.yml",
            "collector: thing\nhelp: Things.\nevery: 15s\ncommand: /thing/print\n"
            "labels: {thing: name}\nmetrics:\n" +
                metrics};
}

}

BOOST_AUTO_TEST_CASE(a_metric_defined_twice)
{
    auto other = thing("  - {counter: mikrotik_port_rx_bytes_total, property: a, help: A.}\n"
                       "events:\n"
                       "  - {counter: mikrotik_subscriber_rx_bytes_total, rows: new, key: [name], "
                       "help: B.}\n");
    BOOST_TEST(mistakes_in({interfaces, sessions, other}) ==
               "thing.yml:7:15: metrics[0].counter: mikrotik_port_rx_bytes_total is defined in "
               "interface.yml too\n"
               "thing.yml:9:15: events[0].counter: mikrotik_subscriber_rx_bytes_total is defined "
               "in session.yml too\n");
}

BOOST_AUTO_TEST_CASE(two_metrics_of_one_open_metrics_name)
{
    auto other = thing("  - {gauge: mikrotik_port_rx_bytes, property: a, help: A.}\n"
                       "  - {info: mikrotik_system_info, labels: {b: b}, help: B.}\n"
                       "  - {gauge: mikrotik_system, property: c, help: C.}\n"
                       "counts:\n"
                       "  - {gauge: mikrotik_router, help: D.}\n"
                       "  - {gauge: mikrotik_subscriber_rx_bytes, help: E.}\n");
    BOOST_TEST(
        mistakes_in({interfaces, sessions, other}) ==
        "thing.yml:7:13: metrics[0].gauge: mikrotik_port_rx_bytes has the OpenMetrics name "
        "mikrotik_port_rx_bytes, as mikrotik_port_rx_bytes_total in interface.yml\n"
        "thing.yml:9:13: metrics[2].gauge: mikrotik_system has the OpenMetrics name "
        "mikrotik_system, as mikrotik_system_info in thing.yml\n"
        "thing.yml:11:13: counts[0].gauge: mikrotik_router has the OpenMetrics name "
        "mikrotik_router, as mikrotik_router_info in the exporter itself\n"
        "thing.yml:12:13: counts[1].gauge: mikrotik_subscriber_rx_bytes has the OpenMetrics name "
        "mikrotik_subscriber_rx_bytes, as mikrotik_subscriber_rx_bytes_total in session.yml\n");
}

BOOST_AUTO_TEST_CASE(a_joined_metric_defined_twice)
{
    auto again =
        thing("  - {counter: mikrotik_subscriber_rx_bytes_total, property: a, help: A.}\n");
    BOOST_TEST(mistakes_in({again, interfaces, sessions}) ==
               "session.yml:12:16: join.metrics[0].counter: mikrotik_subscriber_rx_bytes_total is "
               "defined in thing.yml too\n");
}

BOOST_AUTO_TEST_CASE(a_join_that_breaks_names_the_file_that_breaks_it)
{
    file mine{"mine.yml",
              replaced(interfaces.text, "mikrotik_port_rx_bytes_total", "mikrotik_port_total")};
    BOOST_TEST(mistakes_in({sessions, mine}) ==
               "session.yml:13:13: join.metrics[0].from: interface in mine.yml has no metric "
               "mikrotik_port_rx_bytes_total with just its own labels\n");
}

BOOST_AUTO_TEST_CASE(names_that_lead_nowhere)
{
    file magic{"session.yml", replaced(sessions.text, "labels:", "transform: magic\nlabels:")};
    BOOST_TEST(mistakes_in({magic}) ==
               "session.yml:6:12: transform: no such transform: magic\n"
               "session.yml:9:14: join.collector: no other collector interface\n");
    file unlabelled{"session.yml", replaced(sessions.text, "label: interface", "label: port")};
    BOOST_TEST(mistakes_in({interfaces, unlabelled}) ==
               "session.yml:9:10: join.label: interface in interface.yml has no label port\n");
}

BOOST_AUTO_TEST_CASE(two_collectors_of_one_name)
{
    auto other = thing("  - {gauge: mikrotik_thing_up, property: a, help: A.}\n");
    other.text = replaced(other.text, "collector: thing", "collector: interface");
    BOOST_TEST(mistakes_in({interfaces, other}) ==
               "thing.yml:1:12: collector: interface is defined in interface.yml too\n");
}

BOOST_AUTO_TEST_CASE(a_definition_that_only_moved_is_the_same)
{
    auto moved = replaced(sessions.text, "help:", "# moved\nhelp:");
    auto before = read({sessions});
    auto after = read({{sessions.name, moved}});
    BOOST_CHECK(before == after);
    BOOST_TEST(before[0].join->label_at.line + 1 == after[0].join->label_at.line);
}

BOOST_AUTO_TEST_SUITE_END()
