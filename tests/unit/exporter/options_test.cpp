#include "exporter/options.hpp"

#include <boost/test/unit_test.hpp>

namespace {

auto parse(std::vector<const char*> words)
{
    return exporter::parse_options(words);
}

}

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(has_defaults_for_everything)
{
    auto o = *parse({});
    BOOST_TEST(o.config_file == "mikroscope.yml");
    BOOST_TEST(!o.check_only);
    BOOST_TEST(!o.listen.has_value());
    BOOST_TEST((o.log_level == runtime::level::info));
}

BOOST_AUTO_TEST_CASE(reads_flags_in_both_spellings)
{
    auto a = *parse({"--config.file=/etc/f.yml", "--log.level=debug", "--config.check"});
    auto b = *parse({"--config.file", "/etc/f.yml", "--log.level", "debug", "--config.check"});
    for (const auto& o : {a, b}) {
        BOOST_TEST(o.config_file == "/etc/f.yml");
        BOOST_TEST((o.log_level == runtime::level::debug));
        BOOST_TEST(o.check_only);
    }
    BOOST_TEST(parse({"--debug.transcript"})->transcript);
    BOOST_TEST(!parse({})->transcript);
    BOOST_TEST(!a.enable_lifecycle);
    BOOST_TEST(parse({"--web.enable-lifecycle"})->enable_lifecycle);
    BOOST_TEST(!parse({})->enable_admin_api);
    BOOST_TEST(parse({"--web.enable-admin-api"})->enable_admin_api);
    BOOST_TEST(parse({"--web.listen-address=:9000"})->listen.value() == ":9000");
    BOOST_TEST((parse({"--shard=2/3"})->shard == config::shard{2, 3}));
    BOOST_TEST(!parse({})->shard);
    BOOST_TEST((parse({"--log.format=json"})->log_format == runtime::log_format::json));
}

BOOST_AUTO_TEST_CASE(refuses_what_it_does_not_know)
{
    for (auto words : std::vector<std::vector<const char*>>{{"--nonsense"},
                                                            {"--config"},
                                                            {"--conf=x"},
                                                            {"stray"},
                                                            {"--config.file"},
                                                            {"--config.file=a", "--config.file=b"},
                                                            {"--log.level=loud"},
                                                            {"--shard=3/3"},
                                                            {"--shard=-1/3"},
                                                            {"--shard=1"},
                                                            {"--shard=1/"},
                                                            {"--shard=0/0"},
                                                            {"--shard=0/3x"},
                                                            {"--shard=0/1001"},
                                                            {"--log.format=xml"}}) {
        auto o = parse(words);
        BOOST_TEST(o.has_error(), words[0]);
        BOOST_TEST(!o.error().message.empty());
    }
}

BOOST_AUTO_TEST_CASE(print_wants_a_router_and_a_collector)
{
    auto o = *parse({"--config.file=f.yml", "print", "pop-001", "interface"});
    BOOST_TEST(o.print->router == "pop-001");
    BOOST_TEST(o.print->collector == "interface");
    BOOST_TEST(o.config_named);
    BOOST_TEST(!parse({})->print.has_value());
    BOOST_TEST(!parse({})->config_named);
    for (auto words : std::vector<std::vector<const char*>>{
             {"print"}, {"print", "a"}, {"print", "a", "b", "c"}, {"show", "a", "b"}})
        BOOST_TEST(parse(words).has_error());
}

BOOST_AUTO_TEST_CASE(usage_names_every_flag)
{
    auto text = exporter::usage();
    for (auto flag : {"--config.file",
                      "--config.check",
                      "--web.listen-address",
                      "--web.enable-lifecycle",
                      "--web.enable-admin-api",
                      "--log.level",
                      "--log.format",
                      "--collectors.list",
                      "--debug.transcript",
                      "print ROUTER COLLECTOR",
                      "--version",
                      "--help"})
        BOOST_TEST(text.find(flag) != std::string::npos, flag);
}

BOOST_AUTO_TEST_SUITE_END()
