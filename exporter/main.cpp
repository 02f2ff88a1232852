// mikroscope-exporter: arguments -> fleet file -> catalogue -> run. Exit codes: 0 stopped as asked,
// 1 could not run, 2 the command line or a file is wrong.
#include "config/collector_file.hpp"
#include "config/imports/import.hpp"
#include "exporter/accounts.hpp"
#include "exporter/collector_list.hpp"
#include "exporter/metrics_document.hpp"
#include "exporter/mission.hpp"
#include "exporter/options.hpp"
#include "exporter/print_command.hpp"
#include "exporter/service.hpp"

#include <iostream>

namespace {

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
    if (options->enable_admin_api &&
        !(web->policy && exporter::knows_its_callers(web->policy->config))) {
        std::cerr << "mikroscope-exporter: --web.enable-admin-api needs users, or "
                     "client_auth_type: RequireAndVerifyClientCert, in the web configuration\n";
        return 2;
    }
    auto tenants = exporter::accounts_of(mission->fleet);
    if (web->policy)
        if (auto taken = exporter::names_taken_by_web(tenants, web->policy->config.users);
            !taken.empty())
            return tell(taken);
    if (options->check_only) {
        std::cout << options->config_file << ": " << mission->fleet.routers.size()
                  << " routers, no mistakes\n";
        return 0;
    }
    try {
        if (options->print)
            return exporter::print_collector(*mission, *options, std::cout, std::cerr);
        return exporter::serve(*mission, *options, *web, MIKROSCOPE_VERSION);
    } catch (const std::exception& e) {
        std::cerr << "mikroscope-exporter: " << e.what() << "\n";
        return 1;
    }
}
