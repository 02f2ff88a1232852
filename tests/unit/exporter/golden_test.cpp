// Walks tests/golden: what the built-in collectors make of routers' own words. A case is a folder
// <collector>/<case> with rows.txt, what the router says, and metrics.prom, the page that becomes
// of it, headed by remarks on what was lost. For a collector that joins with another, <other>.txt
// holds the rows of that one. After a change that is meant, run once with
// MIKROSCOPE_UPDATE_GOLDEN=1 and read the difference. rows.txt has a word on each line:
//
//   # a remark
//   @version 7.16.2 (stable)    of the router; none: not known
//   @package wireless           one of its packages, any number of times; none: not known
//   @now 2026-01-02T03:04:05Z   when it is asked
//   @gmt-offset 7200            of its clock
//   > /ip/firewall/filter/print answers each sentence that has these words, and maybe others
//   !re                         a row begins
//   =name=value                 \n, \r, \\ and \xHH stand for what does not fit a line
//   > /ip/route/print ?bgp=yes  of several that fit, the one with most words answers
//   !done =ret=12
//   > /ipv6/firewall/filter/print
//   !trap no such command
//   @again                      a second run follows, with answers of its own
//   # ... no samples ...        a remark that says so: from these rows there is to be nothing
//
// Rows before any `>` answer the only sentence there is.
#include "config/collector_file.hpp"
#include "tests/unit/exporter/golden_script.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

BOOST_AUTO_TEST_SUITE(golden)

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const fs::path root = fs::path(MIKROSCOPE_SOURCE_DIR) / "tests/golden";

std::string read_file(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// What a run lost, as remarks.
std::string losses(const exporter::built_table& built, const exporter::collector& plan)
{
    std::string out;
    for (const auto& u : built.unreadables)
        out +=
            "# unreadable " + plan.properties[u.property] + " " + std::to_string(u.values) + "\n";
    if (built.duplicates > 0) out += "# duplicates " + std::to_string(built.duplicates) + "\n";
    if (built.excess > 0) out += "# excess " + std::to_string(built.excess) + "\n";
    return out;
}

// All runs of a script; the remarks on the last.
std::string collect(exporter::snapshot_store& store, std::size_t collector, ::golden::script router)
{
    const auto& plan = store.collectors()[collector];
    exporter::router_abilities abilities(router.facts);
    std::string remarks;
    for (std::size_t run = 0; run < router.runs(); ++run) {
        auto builder = store.start(0, collector, router.now);
        exporter::inquiry asking(plan, abilities, *builder);
        router.answer_to(asking, run);
        if (asking.state() == exporter::inquiry_state::failed)
            return "# failed: " + asking.why() + "\n";
        if (asking.state() == exporter::inquiry_state::unavailable)
            return "# unavailable: " + asking.why() + "\n";
        auto built = builder->finish();
        remarks = losses(built, plan);
        store.publish(0, collector, std::move(built.rows), 80ms, router.now);
    }
    return remarks;
}

// The families of one collector out of a whole page.
std::string part_of(const std::string& page, const exporter::collector& plan)
{
    std::set<std::string> names;
    for (const auto& f : plan.families)
        names.insert(f.name());
    std::string out;
    for (auto begin = page.find("# HELP "); begin != page.npos;) {
        auto end = page.find("# HELP ", begin + 1);
        auto family = page.substr(begin, end == page.npos ? page.npos : end - begin);
        if (names.contains(family.substr(7, family.find(' ', 7) - 7))) out += family;
        begin = end;
    }
    return out;
}

std::string page_of(const std::shared_ptr<const exporter::catalogue>& collectors,
                    std::size_t collector,
                    const fs::path& folder)
{
    auto router = fixture::router("pop-1");
    router.site = "durban";
    const auto& plan = (*collectors)[collector];
    router.collect[plan.name] = config::own_cadence; // also those off by default
    if (plan.join) router.collect[(*collectors)[plan.join->collector].name] = config::own_cadence;
    exporter::snapshot_store store(collectors, {router}, fixture::at(0s));
    ::golden::script says(folder / "rows.txt");
    auto may_be_empty = !says.has_rows() || says.expects_no_samples();
    store.up(0, says.facts, says.now);
    if (plan.join) {
        const auto& other = (*collectors)[plan.join->collector].name;
        collect(store, plan.join->collector, ::golden::script(folder / (other + ".txt")));
    }
    auto remarks = collect(store, collector, std::move(says));
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_exposition(
        out, exporter::format::text, *collectors, store.view(), fixture::at(1s).steady);
    out.flush();
    auto page = part_of(sink.take(), plan);
    BOOST_TEST((may_be_empty || !page.empty()), folder.string() << ": rows, and no sample");
    return remarks + page;
}

void check(const std::string& page, const fs::path& expected)
{
    if (std::getenv("MIKROSCOPE_UPDATE_GOLDEN")) std::ofstream(expected, std::ios::binary) << page;
    BOOST_TEST(page == read_file(expected),
               expected.string() << " differs; the page is:\n"
                                 << page);
}

}

BOOST_AUTO_TEST_CASE(every_collector_makes_the_expected_page_of_routers_words)
{
    auto collectors = fixture::compile(config::builtin_collectors());
    for (std::size_t i = 0; i < collectors->size(); ++i) {
        auto folder = root / (*collectors)[i].name;
        BOOST_REQUIRE_MESSAGE(fs::is_directory(folder), folder.string() << ": no golden case");
        for (const auto& one : fs::directory_iterator(folder))
            check(page_of(collectors, i, one.path()), one.path() / "metrics.prom");
    }
}

BOOST_AUTO_TEST_CASE(every_case_is_of_a_collector_there_is)
{
    auto collectors = fixture::compile(config::builtin_collectors());
    for (const auto& folder : fs::directory_iterator(root)) {
        if (!folder.is_directory()) continue;
        BOOST_TEST(collectors->find(folder.path().filename().string()).has_value(),
                   folder.path().string());
    }
}

BOOST_AUTO_TEST_SUITE_END()
