// mikroscope-exporter: arguments -> fleet file -> catalogue -> run. Exit codes: 0 stopped as asked,
// 1 could not run, 2 the command line or a file is wrong.
#include "config/collector_file.hpp"
#include "config/imports/import.hpp"
#include "exporter/app.hpp"
#include "exporter/collector_list.hpp"
#include "exporter/http_side.hpp"
#include "exporter/metrics_document.hpp"
#include "exporter/mission.hpp"
#include "exporter/options.hpp"
#include "exporter/print_command.hpp"
#include "exporter/reload.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/line_writer.hpp"
#include "runtime/loop_door.hpp"
#include "runtime/open_files.hpp"
#include "runtime/stop.hpp"

#include <boost/asio/io_context.hpp>

#include <csignal>
#include <iostream>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

// The fleet file on standard output, so that it can be sent into one; all else on standard error.
int import_fleet(const std::string& path)
{
    auto imported = config::import_fleet(path, config::builtin_collectors());
    std::cerr << config::text(imported ? imported->remarks : imported.error());
    if (!imported) return 2;
    std::cout << imported->fleet_file << std::flush;
    if (!imported->remarks.empty())
        std::cerr << imported->remarks.size() << " things could not be carried over as they were\n";
    return std::cout ? 0 : 1;
}

int tell(const config::mistakes& found)
{
    std::cerr << config::text(found);
    return 2;
}

int run(const exporter::mission& m,
        const exporter::options& options,
        const exporter::web_settings& web)
{
    runtime::line_writer lines(STDERR_FILENO);
    runtime::logger log(
        options.log_level, options.log_format, runtime::stamped(options.log_format, lines));
    runtime::allow_many_open_files();
    // Until the loop runs and obeys it, it must at least not kill.
    std::signal(SIGHUP, SIG_IGN);
    exporter::self_metrics metrics(MIKROSCOPE_VERSION);
    metrics.watch_log([&lines] { return lines.lost(); });
    exporter::snapshot_store store(m.collectors);
    exporter::app app(store, metrics, log);
    if (options.transcript) app.transcribe_to(exporter::lines_to(lines));
    app.arrange(m);
    runtime::loop_door door;
    exporter::endpoint_settings http;
    http.listen = options.listen.value_or(m.fleet.exporter.listen);
    exporter::probe_pool probes({app, store, door}, http.threads / 2);
    probes.allow(m.fleet.exporter.probe);
    exporter::reloader reloader(
        options.config_file,
        m,
        {app, metrics, log, door, probes, options.listen.has_value(), options.shard});
    exporter::page_sources sources{store, metrics, MIKROSCOPE_VERSION, log};
    if (options.enable_lifecycle) sources.reload = [&] { return reloader.reload(); };
    sources.probes = &probes;
    auto pages = exporter::http_side::start(http, web, sources);
    if (!pages) {
        log.error("cannot answer HTTP", runtime::field("why", pages.error().message));
        return 1;
    }
    log.info("answering HTTP",
             runtime::field("port", (*pages)->port()),
             runtime::field("tls", (*pages)->has_tls()),
             runtime::field("routers", m.fleet.routers.size()),
             runtime::field("version", MIKROSCOPE_VERSION));
    boost::asio::io_context loop(1); // last, so that what it may unwind still has all it uses
    runtime::loop_door::opening open(door, loop.get_executor());
    std::vector<boost::asio::awaitable<void>> lives;
    lives.push_back(app.watch());
    lives.push_back(reloader.obey_hangups());
    lives.push_back(probes.let_go_idle());
    runtime::run_until_stopped(loop, runtime::first_to_end(std::move(lives)), 5s);
    store.release();
    log.info("stopped");
    return 0;
}

}

int main(int argc, char** argv)
{
    auto options =
        exporter::parse_options(std::span<const char* const>(argv, argv + argc).subspan(1));
    if (!options) {
        std::cerr << "mikroscope-exporter: " << options.error().message << "\n\n"
                  << exporter::usage();
        return 2;
    }
    if (options->help) {
        std::cout << exporter::usage();
        return 0;
    }
    if (options->version) {
        std::cout << "mikroscope-exporter " << MIKROSCOPE_VERSION << "\n";
        return 0;
    }
    if (options->document) {
        std::cout << exporter::metrics_document() << std::flush;
        return std::cout ? 0 : 1;
    }
    if (options->import_file) return import_fleet(*options->import_file);
    if (options->list_collectors)
        return exporter::print_collector_list(options->config_file, options->config_named);
    auto mission = exporter::read_mission(options->config_file);
    if (!mission) return tell(mission.error());
    if (options->shard) mission->fleet.exporter.shard = *options->shard;
    const auto& web_file = mission->fleet.exporter.web_config_file;
    auto web = exporter::read_web_settings(options->web_config_file.value_or(web_file));
    if (!web) return tell(web.error());
    if (options->check_only) {
        std::cout << options->config_file << ": " << mission->fleet.routers.size()
                  << " routers, no mistakes\n";
        return 0;
    }
    try {
        if (options->print)
            return exporter::print_collector(*mission, *options, std::cout, std::cerr);
        return run(*mission, *options, *web);
    } catch (const std::exception& e) {
        std::cerr << "mikroscope-exporter: " << e.what() << "\n";
        return 1;
    }
}
