#include "tests/simulator/control_api.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

namespace {

simulator::settings two_routers()
{
    simulator::settings s;
    s.address = "127.0.0.1";
    s.ports_from = 0;
    s.users = simulator::default_users();
    s.groups.push_back({.name = "r",
                        .profile = "ccr2004-7.4",
                        .count = 2,
                        .sessions = 3,
                        .users = {},
                        .faults = {}});
    return s;
}

struct lab {
    boost::asio::io_context loop;
    simulator::simulation simulation{loop, two_routers()};

    ~lab()
    {
        simulation.close();
        loop.run();
    }

    simulator::control_answer
    ask(const std::string& method, const std::string& path, const std::string& body = {})
    {
        return simulator::answer_control(simulation, {method, path, body});
    }

    simulator::router& first() { return simulation.stations().front().router(); }
};

}

BOOST_AUTO_TEST_SUITE(control_api)

BOOST_AUTO_TEST_CASE(faults_are_patched_for_one_or_all)
{
    lab l;
    BOOST_TEST(l.ask("PATCH", "/routers/r-0002/faults", R"({"delay_ms": 5})").status == 200);
    BOOST_TEST(l.first().faults().delay_ms == 0U);
    BOOST_TEST(l.ask("PATCH", "/faults", R"({"missing_menus": ["/log", "/ppp/active"]})").status ==
               200);
    BOOST_TEST(l.first().faults().missing_menus == "/log,/ppp/active");
    BOOST_TEST(l.ask("DELETE", "/faults").status == 200);
    BOOST_TEST((l.first().faults() == simulator::faults{}));
}

BOOST_AUTO_TEST_CASE(a_wrong_patch_changes_nothing)
{
    lab l;
    auto a = l.ask("PATCH", "/faults", R"({"delay_ms": 5, "half_open": 3})");
    BOOST_TEST(a.status == 400);
    BOOST_TEST(a.body == "{\"error\":\"half_open must be true or false\"}\n");
    BOOST_TEST(l.first().faults().delay_ms == 0U);
}

BOOST_AUTO_TEST_CASE(a_router_without_a_port_for_tls_takes_no_certificate)
{
    lab l;
    auto a = l.ask("PUT", "/routers/r-0001/tls", R"({"kind": "anonymous"})");
    BOOST_TEST(a.status == 400);
    BOOST_TEST(a.body == "{\"error\":\"this router has no port for TLS\"}\n");
}

BOOST_AUTO_TEST_CASE(wrong_requests_are_answered_with_a_sentence)
{
    lab l;
    BOOST_TEST(l.ask("GET", "/router").status == 404);
    BOOST_TEST(l.ask("GET", "/routers/r-0009").status == 404);
    BOOST_TEST(l.ask("POST", "/routers/r-0001/explode").status == 404);
    BOOST_TEST(l.ask("GET", "/routers/r-0001/reboot").status == 405);
    BOOST_TEST(l.ask("PATCH", "/faults", "delay").status == 400);
    BOOST_TEST(l.ask("PATCH", "/faults", "[1]").status == 400);
    BOOST_TEST(l.ask("POST", "/skip", R"({"seconds": -1})").status == 400);
    BOOST_TEST(l.ask("PUT", "/routers/r-0001/users/joe", R"({"policies": ["fly"]})").status == 400);
}

BOOST_AUTO_TEST_CASE(sessions_of_users_with_any_name_begin_and_end)
{
    lab l;
    BOOST_TEST(l.ask("POST", "/routers/r-0001/sessions", R"({"user_hex": "e9220a"})").status ==
               200);
    BOOST_TEST(l.first().sessions().all().back().user == "\xE9\"\n");
    BOOST_TEST(l.ask("DELETE", "/routers/r-0001/sessions", R"({"user_hex": "e9220a"})").status ==
               200);
    BOOST_TEST(l.ask("DELETE", "/routers/r-0001/sessions", R"({"user": "nobody"})").status == 404);
    BOOST_TEST(l.ask("POST", "/routers/r-0001/sessions", R"({"user_hex": "x"})").status == 400);
}

BOOST_AUTO_TEST_CASE(a_password_is_changed_and_the_policies_stay)
{
    lab l;
    BOOST_TEST(l.ask("PUT", "/routers/r-0001/users/mikroscope", R"({"password": "new"})").status ==
               200);
    const auto& changed = l.first().users().at("mikroscope");
    BOOST_TEST(changed.password == "new");
    BOOST_TEST(!changed.may("reboot"));
}

BOOST_AUTO_TEST_CASE(a_router_without_power_starts_anew)
{
    lab l;
    BOOST_TEST(l.ask("POST", "/routers/r-0001/power-off").status == 200);
    BOOST_TEST(!l.simulation.stations().front().is_on());
    BOOST_TEST(l.ask("POST", "/routers/r-0001/power-on").status == 200);
    BOOST_TEST(simulator::seconds(l.first().uptime(l.simulation.time().now())) < 60);
}

BOOST_AUTO_TEST_SUITE_END()
