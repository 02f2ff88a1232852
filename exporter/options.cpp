#include "exporter/options.hpp"

#include <boost/program_options.hpp>

#include <sstream>
#include <vector>

namespace exporter {
namespace po = boost::program_options;

namespace {

po::options_description flags()
{
    po::options_description all("Flags", 110, 70);
    auto flag = all.add_options();
    flag("config.file",
         po::value<std::string>()->default_value("mikroscope.yml"),
         "The fleet file.");
    flag("config.check", "Check the fleet file, print every mistake, and exit.");
    flag(
        "config.import",
        po::value<std::string>(),
        "Print a fleet file made from the settings of another exporter (mktxp.conf, or the YAML of "
        "nshttpd's), say what could not be carried over, and exit.");
    flag("web.listen-address",
         po::value<std::string>(),
         "Where to answer HTTP, such as 127.0.0.1:9436 or :9436; over the fleet file's "
         "exporter.listen.");
    flag(
        "web.config.file",
        po::value<std::string>(),
        "TLS and users, in the file format that Prometheus and its exporters share; over the fleet "
        "file's exporter.web_config_file.");
    flag("web.enable-lifecycle", "Let POST /-/reload read the fleet file again.");
    flag("log.level",
         po::value<std::string>()->default_value("info"),
         "debug, info, warn or error.");
    flag("log.format", po::value<std::string>()->default_value("logfmt"), "logfmt or json.");
    flag("collectors.document",
         "Print every metric there is, and what other exporters call it, as Markdown, and exit.");
    flag("debug.transcript",
         "Write every sentence exchanged with a router to standard error, > to it and < from it; "
         "secrets are masked.");
    flag("version", "Print the version and exit.");
    flag("help,h", "Print this and exit.");
    return all;
}

}

boost::system::result<options, usage_mistake> parse_options(std::span<const char* const> arguments)
{
    const auto known = flags(); // what the parser returns points into it
    po::variables_map given;
    try {
        std::vector<std::string> words(arguments.begin(), arguments.end());
        // No guessing: an abbreviated flag would change its meaning with the next version.
        auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
        po::positional_options_description none;
        auto parsed =
            po::command_line_parser(words).options(known).style(style).positional(none).run();
        po::store(parsed, given);
    } catch (const po::error& e) {
        return usage_mistake{e.what()};
    }
    options o;
    o.config_file = given["config.file"].as<std::string>();
    o.check_only = given.count("config.check") > 0;
    if (given.count("config.import") > 0) o.import_file = given["config.import"].as<std::string>();
    if (given.count("web.listen-address") > 0)
        o.listen = given["web.listen-address"].as<std::string>();
    o.document = given.count("collectors.document") > 0;
    o.transcript = given.count("debug.transcript") > 0;
    if (given.count("web.config.file") > 0)
        o.web_config_file = given["web.config.file"].as<std::string>();
    o.enable_lifecycle = given.count("web.enable-lifecycle") > 0;
    o.help = given.count("help") > 0;
    o.version = given.count("version") > 0;

    auto level = runtime::parse_level(given["log.level"].as<std::string>());
    if (!level) return usage_mistake{"--log.level must be debug, info, warn or error"};
    o.log_level = *level;
    auto format = runtime::parse_log_format(given["log.format"].as<std::string>());
    if (!format) return usage_mistake{"--log.format must be logfmt or json"};
    o.log_format = *format;
    return o;
}

std::string usage()
{
    std::ostringstream text;
    text << "Usage: mikroscope-exporter [flags]\n\n"
            "Keeps a session to every MikroTik router of the fleet file and answers Prometheus.\n\n"
         << flags();
    return text.str();
}

}
