#include "exporter/sd_page.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(sd_page)

using namespace fixture;
using exporter::read_sd_request;

BOOST_AUTO_TEST_CASE(each_router_is_a_target_with_its_labels)
{
    auto r1 = router("r1");
    r1.site = "durban";
    r1.tenant = "acme";
    r1.labels = {{"role", "\"bng\""}};
    fleet f({r1, router("r2")});
    auto page = exporter::sd_page(*read_sd_request("", "prom.lan:9436"), f.store.view());
    BOOST_TEST(page ==
               "[{\"targets\":[\"prom.lan:9436\"],\"labels\":{\"__metrics_path__\":\"/metrics\","
               "\"__param_router\":\"r1\",\"router\":\"r1\",\"site\":\"durban\","
               "\"tenant\":\"acme\",\"role\":\"\\\"bng\\\"\"}},"
               "{\"targets\":[\"prom.lan:9436\"],\"labels\":{\"__metrics_path__\":\"/metrics\","
               "\"__param_router\":\"r2\",\"router\":\"r2\"}}]\n");
}

BOOST_AUTO_TEST_CASE(a_tenants_routers_are_its_targets_and_no_others)
{
    auto r1 = router("r1");
    r1.tenant = "acme";
    fleet f({r1, router("r2")});
    auto acme = exporter::sd_page(*read_sd_request("tenant=acme", "a:1"), f.store.view());
    BOOST_TEST(acme.find("\"r1\"") != std::string::npos);
    BOOST_TEST(acme.find("\"r2\"") == std::string::npos);
    BOOST_TEST(exporter::sd_page(*read_sd_request("tenant=b", "a:1"), f.store.view()) == "[]\n");
}

BOOST_AUTO_TEST_CASE(the_host_must_be_an_address)
{
    for (auto host : {"a", "a.b:80", "10.0.0.1:9436", "[::1]:9436", "[fe80::1]"})
        BOOST_TEST(read_sd_request("", host)->target == host);
    for (auto host : {"",
                      ":80",
                      "a:",
                      "a:b",
                      "a:65536",
                      "[::1",
                      "[a]:1",
                      "a/b",
                      "a:1/x",
                      "u@a",
                      "a b",
                      "10.0.0.256"})
        BOOST_TEST(read_sd_request("", host).has_error(), host);
}

BOOST_AUTO_TEST_CASE(other_parameters_are_refused)
{
    BOOST_TEST(read_sd_request("router=a", "a:1").error().message ==
               "Unknown query parameter; there is `tenant`.");
}

BOOST_AUTO_TEST_SUITE_END()
