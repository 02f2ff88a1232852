// Walks tests/golden: what the built-in collectors make of routers' own words. A case is a folder
// <collector>/<case> with rows.txt, the rows word by word, and metrics.prom, the page they become;
// for a collector that joins with another, <other>.txt holds the rows of that one. After a change
// that is meant, run once with MIKROSCOPE_UPDATE_GOLDEN=1 and read the difference.
#include "config/collector_file.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

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

// A word as the files have it: \n, \r, \\ and \xHH for what does not fit a line of text.
std::string read_word(const std::string& line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto escape = line[i] == '\\' && i + 1 < line.size() ? line[++i] : '\0';
        if (escape == 'x') {
            out += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += escape == 'n' ? '\n' : escape == 'r' ? '\r' : line[i];
        }
    }
    return out;
}

// "!re" begins a row, "=name=value" is a property of it; lines that begin with # are remarks.
std::vector<std::vector<std::string>> read_rows(const fs::path& path)
{
    std::ifstream in(path);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        if (line == "!re") rows.emplace_back();
        if (line.starts_with('=')) rows.at(rows.size() - 1).push_back(read_word(line));
    }
    return rows;
}

void collect(exporter::snapshot_store& store, std::size_t collector, const fs::path& path)
{
    auto builder = store.start(0, collector, fixture::at(0s));
    for (const auto& words : read_rows(path)) {
        std::vector<std::string_view> sentence{"!re"};
        sentence.insert(sentence.end(), words.begin(), words.end());
        routeros::reply_parser parser;
        builder->on_row(parser.parse(sentence));
    }
    store.publish(0, collector, builder->finish().rows, 80ms, fixture::at(0s));
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
    exporter::snapshot_store store(collectors, {router}, fixture::at(0s));
    const auto& plan = (*collectors)[collector];
    if (plan.join) {
        const auto& other = (*collectors)[plan.join->collector].name;
        collect(store, plan.join->collector, folder / (other + ".txt"));
    }
    collect(store, collector, folder / "rows.txt");
    exporter::string_sink sink;
    exporter::page_writer out(sink);
    exporter::write_exposition(
        out, exporter::format::text, *collectors, store.view(), fixture::at(1s).steady);
    out.flush();
    return part_of(sink.take(), plan);
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
