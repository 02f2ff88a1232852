#include "exporter/registry_text.hpp"
#include "exporter/reload.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"
#include "tests/unit/exporter/kept_log.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

BOOST_AUTO_TEST_SUITE(reload)

using namespace fixture;

namespace {

constexpr auto credentials = "credentials: {a: {username: u, password_file: pass}}\n"
                             "defaults: {credentials: a}\n";

// A folder with a fleet file, and an exporter of it whose sessions never begin.
struct workshop : kept_log {
    std::filesystem::path folder;
    exporter::self_metrics metrics{"1"};
    std::unique_ptr<exporter::snapshot_store> store;
    std::unique_ptr<exporter::app> app;
    runtime::loop_door door;
    std::unique_ptr<exporter::probe_pool> probes;
    std::unique_ptr<exporter::reloader> reloader;
    boost::asio::io_context loop{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy{
        loop.get_executor()};
    std::optional<runtime::loop_door::opening> open;
    std::thread thread;

    workshop()
    {
        std::string path = std::filesystem::temp_directory_path() / "mikroscope-XXXXXX";
        BOOST_REQUIRE(mkdtemp(path.data()));
        folder = path;
        write("pass", "secret");
        write_fleet("routers: [{name: r1, address: 10.0.0.1}, {name: r2, address: 10.0.0.2}]");
        auto mission = exporter::read_mission(fleet_file());
        BOOST_REQUIRE(mission.has_value());
        store = std::make_unique<exporter::snapshot_store>(mission->collectors);
        app = std::make_unique<exporter::app>(*store, metrics, log);
        app->arrange(*mission);
        probes = std::make_unique<exporter::probe_pool>(
            exporter::probe_pool::surroundings{*app, *store, door}, 1U);
        reloader = std::make_unique<exporter::reloader>(
            fleet_file(),
            *mission,
            exporter::reloader::surroundings{*app, metrics, log, door, *probes});
        open.emplace(door, loop.get_executor());
        thread = std::thread([this] { loop.run(); });
    }
    ~workshop()
    {
        busy.reset();
        thread.join();
        std::filesystem::remove_all(folder);
    }

    std::string fleet_file() const { return folder / "fleet.yml"; }
    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(folder / name) << text;
    }
    void write_fleet(const std::string& text) const
    {
        write("fleet.yml", credentials + text + "\n");
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> list;
        for (const auto& r : store->view())
            list.push_back(r->series->router);
        return list;
    }
    std::string own(const std::string& name) const
    {
        exporter::string_sink sink;
        exporter::page_writer out(sink);
        exporter::write_registry(out, exporter::format::text, metrics.collect());
        out.flush();
        return samples(sink.take(), name);
    }
};

using list = std::vector<std::string>;

}

BOOST_FIXTURE_TEST_CASE(a_file_that_did_not_change_changes_nothing, workshop)
{
    auto view = store->view();
    auto catalogue = store->share_collectors();
    auto outcome = reloader->reload();
    BOOST_TEST(outcome.done);
    BOOST_TEST(outcome.text == "2 routers: 0 added, 0 removed, 0 to be reconnected, 0 adjusted.\n");
    BOOST_TEST((store->view() == view));
    BOOST_TEST((store->share_collectors() == catalogue));
}

BOOST_FIXTURE_TEST_CASE(each_kind_of_change_is_told_apart, workshop)
{
    write_fleet("routers: [{name: r3, address: 10.0.0.3}, {name: r1, address: 10.0.0.9}]");
    BOOST_TEST(reloader->reload().text ==
               "2 routers: 1 added, 1 removed, 1 to be reconnected, 0 adjusted.\n");
    BOOST_TEST(names() == (list{"r3", "r1"}), boost::test_tools::per_element());
    write_fleet("routers: [{name: r3, address: 10.0.0.3, site: x}, {name: r1, address: 10.0.0.9}]");
    BOOST_TEST(reloader->reload().text ==
               "2 routers: 0 added, 0 removed, 0 to be reconnected, 1 adjusted.\n");
    BOOST_TEST(store->view()[0]->series->site == "x");
}

BOOST_FIXTURE_TEST_CASE(a_password_file_that_changed_means_other_sessions, workshop)
{
    write("pass", "other");
    BOOST_TEST(reloader->reload().text ==
               "2 routers: 0 added, 0 removed, 2 to be reconnected, 0 adjusted.\n");
}

BOOST_FIXTURE_TEST_CASE(a_bad_file_changes_nothing_and_every_mistake_is_told, workshop)
{
    auto view = store->view();
    auto hash = own("mikrotik_exporter_config_info");
    auto when = own("mikrotik_exporter_config_last_reload_success_timestamp_seconds");
    BOOST_TEST(own("mikrotik_exporter_config_last_reload_successful") ==
               "mikrotik_exporter_config_last_reload_successful 1\n");
    write_fleet("routers: [{name: r1}, {name: r2, address: 10.0.0.2, colour: red}]");
    auto outcome = reloader->reload();
    BOOST_TEST(!outcome.done);
    BOOST_TEST(outcome.text.starts_with(fleet_file() + ":3:11: routers[0]: address is required\n" +
                                        fleet_file() + ":3:53: routers[1].colour: unknown key"));
    BOOST_TEST((store->view() == view));
    BOOST_TEST(own("mikrotik_exporter_config_info") == hash);
    BOOST_TEST(own("mikrotik_exporter_config_last_reload_success_timestamp_seconds") == when);
    BOOST_TEST(own("mikrotik_exporter_config_last_reload_successful") ==
               "mikrotik_exporter_config_last_reload_successful 0\n");
    BOOST_REQUIRE(lines.size() == 3U);
    BOOST_TEST(lines[0].find("all stays as it was") != std::string::npos);
    BOOST_TEST(lines[2].find("routers[1].colour: unknown key") != std::string::npos);
    write_fleet("routers: [{name: r1, address: 10.0.0.1}]");
    BOOST_TEST(reloader->reload().done);
    BOOST_TEST(own("mikrotik_exporter_config_last_reload_successful") ==
               "mikrotik_exporter_config_last_reload_successful 1\n");
    BOOST_TEST(own("mikrotik_exporter_config_info") != hash);
}

BOOST_FIXTURE_TEST_CASE(other_collector_files_are_taken_over, workshop)
{
    auto before = store->share_collectors();
    write("mine.yml",
          "collector: mine\nhelp: Mine.\nevery: 1m\ncommand: /ip/pool/print\n"
          "labels: {pool: name}\nmetrics:\n"
          "  - {gauge: mikrotik_pool_parts, property: parts, help: Parts.}\n");
    auto text = "routers: [{name: r1, address: 10.0.0.1}, {name: r2, address: 10.0.0.2}]\n"
                "exporter: {collector_files: [mine.yml]}";
    write_fleet(text);
    auto outcome = reloader->reload();
    BOOST_TEST(outcome.text == "2 routers: 0 added, 0 removed, 0 to be reconnected, 2 adjusted.\n");
    auto index = store->collectors().find("mine");
    BOOST_REQUIRE(index.has_value());
    BOOST_TEST((store->view()[0]->collectors.size() == store->collectors().size()));
    BOOST_TEST((store->share_collectors() != before));
}

BOOST_FIXTURE_TEST_CASE(a_listen_address_that_changed_asks_for_a_restart, workshop)
{
    write_fleet("routers: [{name: r1, address: 10.0.0.1}]\nexporter: {listen: ':1'}");
    reloader->reload();
    BOOST_TEST(lines.back().find("restart to answer there") != std::string::npos);
    BOOST_TEST(lines.back().find("listen=:1") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(while_the_exporter_stops_nothing_is_taken_over, workshop)
{
    open.reset();
    auto outcome = reloader->reload();
    BOOST_TEST(!outcome.done);
    BOOST_TEST(outcome.text == "The exporter is stopping.\n");
}

BOOST_FIXTURE_TEST_CASE(reloads_at_once_come_one_after_another, workshop)
{
    // Counted and asserted on this thread: Boost.Test's assertions are not for several threads.
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this, &done] {
            for (int n = 0; n < 5; ++n)
                done += reloader->reload().done ? 1 : 0;
        });
    for (auto& t : threads)
        t.join();
    BOOST_TEST(done == 20);
    BOOST_TEST(names() == (list{"r1", "r2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
