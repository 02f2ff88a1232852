#include "tests/simulator/settings.hpp"

#include <boost/test/unit_test.hpp>

using simulator::parse_arguments;

namespace {

simulator::arguments parse(std::vector<const char*> words)
{
    return parse_arguments(words);
}

}

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(without_options_there_is_one_router)
{
    auto a = parse({});
    BOOST_TEST(a.mistakes.empty());
    BOOST_TEST_REQUIRE(a.settings.groups.size() == 1U);
    BOOST_TEST(a.settings.groups[0].count == 1U);
    BOOST_TEST(a.settings.users.contains("admin"));
}

BOOST_AUTO_TEST_CASE(options_take_their_value_behind_a_space_or_an_equals_sign)
{
    auto a =
        parse({"--routers", "50", "--sessions=500", "--ports-from", "0", "--fault", "delay_ms=5"});
    BOOST_TEST(a.mistakes.empty());
    BOOST_TEST(a.settings.groups[0].count == 50U);
    BOOST_TEST(a.settings.groups[0].sessions == 500U);
    BOOST_TEST(a.settings.ports_from.value() == 0);
    BOOST_TEST(a.settings.groups[0].faults.delay_ms == 5U);
}

BOOST_AUTO_TEST_CASE(every_mistake_is_told)
{
    auto a = parse({"--routers",
                    "many",
                    "--colour",
                    "--profile=vax",
                    "--fault=delay_ms=soon",
                    "--tls-key=k",
                    "--port"});
    BOOST_TEST(a.mistakes.size() == 6U);
    BOOST_TEST(a.mistakes[0] == "--routers many must be a number");
    BOOST_TEST(a.mistakes[1] == "there is no option --colour");
}

BOOST_AUTO_TEST_CASE(a_file_describes_groups)
{
    simulator::settings s;
    config::mistakes wrong;
    simulator::read_settings("listen: {address: 127.0.0.1, ports_from: 0, tls: {kind: anonymous}}\n"
                             "users: {joe: {password: x, policies: [read, api]}}\n"
                             "groups:\n"
                             "  - {name: core, count: 3, sessions: 7, churn: 0.5}\n"
                             "  - {profile: chr-7.22, faults: {chunking: random}}\n",
                             "s.yml",
                             s,
                             wrong);
    BOOST_TEST(wrong.empty());
    BOOST_TEST_REQUIRE(s.groups.size() == 2U);
    BOOST_TEST(s.groups[0].name == "core");
    BOOST_TEST(s.groups[0].churn == 0.5);
    BOOST_TEST((s.groups[1].faults.chunking == simulator::chunking::random));
    BOOST_TEST((s.tls.kind == simulator::tls_kind::anonymous));
    BOOST_TEST(!s.users.at("joe").may("write"));
}

BOOST_AUTO_TEST_CASE(a_files_mistakes_have_their_place)
{
    simulator::settings s;
    config::mistakes wrong;
    simulator::read_settings("groups:\n"
                             "  - {profile: vax}\n"
                             "  - {faults: {half_open: maybe}}\n"
                             "colour: red\n",
                             "s.yml",
                             s,
                             wrong);
    BOOST_TEST_REQUIRE(wrong.size() == 3U);
    config::sort(wrong);
    BOOST_TEST(wrong[1].text() ==
               "s.yml:3:26: groups[1].faults.half_open: half_open must be true or false");
}

BOOST_AUTO_TEST_CASE(addresses_count_up_over_the_last_byte)
{
    BOOST_TEST(simulator::address_after("127.0.0.254", 3).value() == "127.0.1.1");
    BOOST_TEST(!simulator::address_after("255.255.255.255", 1).has_value());
    BOOST_TEST(!simulator::address_after("localhost", 1).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
