#include "exporter/probe_request.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(probe_request)

using namespace std::chrono_literals;
using exporter::read_probe_request;

namespace {

config::probe_settings settings()
{
    config::probe_settings s;
    s.allowed_networks = {*config::read_network("10.0.0.0/8"), *config::read_network("fd00::/8")};
    s.users["telemetry"] = {"mikroscope", runtime::secret("s3cret")};
    s.pattern.limits.commands_in_flight = 2;
    return s;
}

boost::system::result<config::router, exporter::refusal>
admit(const std::string& target, const std::vector<std::string>& addresses)
{
    auto asked = read_probe_request("credentials=telemetry&target=" + target);
    return exporter::admit(*asked, settings(), addresses);
}

}

BOOST_AUTO_TEST_CASE(a_target_and_credentials_are_needed)
{
    auto asked =
        read_probe_request("target=10.0.0.1:8729&credentials=telemetry&collect[]=a&collect[]=b");
    BOOST_TEST(asked->target == "10.0.0.1:8729");
    BOOST_TEST(asked->host == "10.0.0.1");
    BOOST_TEST(asked->port.value() == 8729);
    BOOST_TEST(asked->credentials == "telemetry");
    BOOST_TEST(asked->collectors.size() == 2U);
    for (auto query : {"", "target=10.0.0.1", "credentials=telemetry"}) {
        auto refused = read_probe_request(query);
        BOOST_REQUIRE(refused.has_error());
        BOOST_TEST(refused.error().status == 400);
    }
}

BOOST_AUTO_TEST_CASE(a_malformed_target_is_refused)
{
    for (auto target : {"10.0.0.256", "a/b", "http://a", "a:0", "10.0.0.0/8", "a%20b", "[::1"}) {
        auto refused = read_probe_request("credentials=t&target=" + std::string(target));
        BOOST_REQUIRE_MESSAGE(refused.has_error(), target);
        BOOST_TEST(refused.error().status == 400);
    }
}

BOOST_AUTO_TEST_CASE(a_router_is_made_of_the_pattern_the_login_and_the_address_checked)
{
    auto r = *admit("router.lan:8700", {"192.168.0.1", "10.0.0.7"});
    BOOST_TEST(r.name == "router.lan:8700");
    BOOST_TEST(r.endpoint.host == "10.0.0.7");
    BOOST_TEST(r.endpoint.port == 8700);
    BOOST_TEST(r.endpoint.username == "mikroscope");
    BOOST_TEST(r.endpoint.password.reveal() == "s3cret");
    BOOST_TEST(r.endpoint.tls.server_name == "router.lan");
    BOOST_TEST(r.limits.commands_in_flight == 2U);
    BOOST_TEST(admit("10.0.0.7", {"10.0.0.7"})->endpoint.tls.server_name == "");
    BOOST_TEST(admit("10.0.0.7", {"10.0.0.7"})->endpoint.port == 8728);
}

BOOST_AUTO_TEST_CASE(outside_the_allowed_networks_nothing_is_probed)
{
    using addresses = std::vector<std::string>;
    for (const auto& outside :
         {addresses{"192.168.0.1"}, {"127.0.0.1"}, {"::1"}, {"::ffff:127.0.0.1"}, {}}) {
        auto refused = admit("router.lan", outside);
        BOOST_REQUIRE(refused.has_error());
        BOOST_TEST(refused.error().status == 403);
    }
    BOOST_TEST(admit("router.lan", {"fd12::1"})->endpoint.host == "fd12::1");
}

BOOST_AUTO_TEST_CASE(credentials_that_are_not_listed_are_refused)
{
    auto asked = read_probe_request("target=10.0.0.1&credentials=commands");
    auto refused = exporter::admit(*asked, settings(), {"10.0.0.1"});
    BOOST_REQUIRE(refused.has_error());
    BOOST_TEST(refused.error().status == 403);
}

BOOST_AUTO_TEST_CASE(the_time_is_half_a_second_less_than_prometheus_waits)
{
    BOOST_TEST(exporter::probe_time("15") == 14'500ms);
    BOOST_TEST(exporter::probe_time("2.5") == 2'000ms);
    BOOST_TEST(exporter::probe_time("0.3") == 100ms);
    BOOST_TEST(exporter::probe_time("1e9") == 119'500ms);
    for (auto none : {"", "-1", "0", "nan", "inf x", "ten"})
        BOOST_TEST(exporter::probe_time(none) == 10'000ms, none);
}

BOOST_AUTO_TEST_SUITE_END()
