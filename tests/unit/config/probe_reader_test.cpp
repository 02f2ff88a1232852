#include "config/load.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(probe_reader)

namespace {

config::limits limits_of_probes(const std::string& defaults, const std::string& probe)
{
    auto fleet = config::read_fleet("credentials: {a: {username: u, password: p}}\n"
                                    "defaults: {credentials: a" +
                                        defaults +
                                        "}\n"
                                        "routers: [{name: r, address: 10.0.0.1}]\n"
                                        "exporter: {probe: {allowed_networks: [10.0.0.0/8], "
                                        "credentials: [a]" +
                                        probe + "}}\n",
                                    "fleet.yml",
                                    {});
    if (fleet.has_error()) BOOST_FAIL(fleet.error().front().text());
    // Those of the fleet are not touched by what is said of probes.
    auto expected = defaults.empty() ? 10U : 7U;
    BOOST_TEST(fleet->routers.front().limits.sentences_per_second == expected);
    return fleet->exporter.probe->pattern.limits;
}

const std::string slow = ", limits: {sentences_per_second: 7}";

}

BOOST_AUTO_TEST_CASE(probed_routers_are_asked_faster_than_the_fleets)
{
    auto limits = limits_of_probes("", "");
    BOOST_TEST(limits.sentences_per_second == 50U);
    BOOST_TEST(limits.commands_in_flight == 4U);
}

BOOST_AUTO_TEST_CASE(limits_given_for_all_hold_for_probes_too)
{
    BOOST_TEST(limits_of_probes(slow, "").sentences_per_second == 7U);
}

BOOST_AUTO_TEST_CASE(limits_of_probes_win_key_by_key)
{
    auto limits = limits_of_probes(slow, ", limits: {commands_in_flight: 2}");
    BOOST_TEST(limits.sentences_per_second == 7U);
    BOOST_TEST(limits.commands_in_flight == 2U);
    limits = limits_of_probes(slow, ", limits: {sentences_per_second: 20}");
    BOOST_TEST(limits.sentences_per_second == 20U);
}

BOOST_AUTO_TEST_SUITE_END()
