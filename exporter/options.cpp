#include "exporter/options.hpp"

#include <boost/program_options.hpp>

#include <charconv>
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
    flag("web.enable-admin-api",
         "Let POST /-/breaker steer which routers are tried; needs users or client certificates.");
    flag("shard",
         po::value<std::string>(),
         "Watch one share of the routers, such as 0/3 for the first of three exporters with the "
         "same fleet file; over its exporter.shard.");
    flag("log.level",
         po::value<std::string>()->default_value("info"),
         "debug, info, warn or error.");
    flag("log.format", po::value<std::string>()->default_value("logfmt"), "logfmt or json.");
    flag("collectors.list",
         "Print which collectors there are, the fleet file's own among them, and exit.");
    flag("collectors.document",
         "Print every metric there is, and what other exporters call it, as Markdown, and exit.");
    flag("debug.transcript",
         "Write every sentence exchanged with a router to standard error, > to it and < from it; "
         "secrets are masked.");
    flag("version", "Print the version and exit.");
    flag("help,h", "Print this and exit.");
    return all;
}

std::optional<config::shard> read_shard(std::string_view text)
{
    config::shard s;
    const auto* end = text.data() + text.size();
    auto index = std::from_chars(text.data(), end, s.index);
    if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') return std::nullopt;
    auto count = std::from_chars(index.ptr + 1, end, s.count);
    if (count.ec != std::errc() || count.ptr != end || s.index >= s.count ||
        s.count > config::most_shards)
        return std::nullopt;
    return s;
}

// What is no flag: a command and its arguments.
boost::system::result<std::optional<print_request>, usage_mistake>
read_command(const std::vector<std::string>& words)
{
    if (words.empty()) return std::optional<print_request>();
    if (words[0] != "print")
        return usage_mistake{"there is no command \"" + words[0] + "\", only print"};
    if (words.size() != 3)
        return usage_mistake{"print wants a router and a collector: print ROUTER COLLECTOR"};
    return std::optional(print_request{words[1], words[2]});
}

}

boost::system::result<options, usage_mistake> parse_options(std::span<const char* const> arguments)
{
    po::options_description known; // what the parser returns points into it
    known.add(flags()).add_options()("command", po::value<std::vector<std::string>>());
    po::variables_map given;
    try {
        std::vector<std::string> words(arguments.begin(), arguments.end());
        // No guessing: an abbreviated flag would change its meaning with the next version.
        auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
        po::positional_options_description rest;
        rest.add("command", -1);
        auto parsed =
            po::command_line_parser(words).options(known).style(style).positional(rest).run();
        po::store(parsed, given);
    } catch (const po::error& e) {
        return usage_mistake{e.what()};
    }
    options o;
    if (given.count("command") > 0) {
        auto command = read_command(given["command"].as<std::vector<std::string>>());
        if (!command) return command.error();
        o.print = *command;
    }
    o.config_file = given["config.file"].as<std::string>();
    o.config_named = !given["config.file"].defaulted();
    o.list_collectors = given.count("collectors.list") > 0;
    o.check_only = given.count("config.check") > 0;
    if (given.count("config.import") > 0) o.import_file = given["config.import"].as<std::string>();
    if (given.count("web.listen-address") > 0)
        o.listen = given["web.listen-address"].as<std::string>();
    o.document = given.count("collectors.document") > 0;
    o.transcript = given.count("debug.transcript") > 0;
    if (given.count("web.config.file") > 0)
        o.web_config_file = given["web.config.file"].as<std::string>();
    o.enable_lifecycle = given.count("web.enable-lifecycle") > 0;
    o.enable_admin_api = given.count("web.enable-admin-api") > 0;
    o.help = given.count("help") > 0;
    o.version = given.count("version") > 0;

    if (given.count("shard") > 0) {
        o.shard = read_shard(given["shard"].as<std::string>());
        if (!o.shard)
            return usage_mistake{"--shard must be INDEX/COUNT, such as 0/3: counted from 0"};
    }
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
    text << "Usage: mikroscope-exporter [flags]\n"
            "       mikroscope-exporter [flags] print ROUTER COLLECTOR\n\n"
            "Keeps a session to every MikroTik router of the fleet file and answers Prometheus.\n"
            "`print` asks one router once, shows the rows of one collector, and exits.\n\n"
         << flags();
    return text.str();
}

}
