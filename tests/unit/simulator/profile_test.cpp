#include "tests/simulator/profile.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(profile)

BOOST_AUTO_TEST_CASE(every_profile_that_is_compiled_in_can_be_read)
{
    auto names = simulator::profile_names();
    BOOST_TEST(names.size() >= 6U);
    for (const auto& name : names) {
        auto p = simulator::find_profile(name);
        BOOST_TEST_REQUIRE(p != nullptr);
        BOOST_TEST(p->name == name);
        for (const auto* path :
             {"/system/resource", "/system/identity", "/interface", "/ppp/active", "/log"})
            BOOST_TEST(p->find(path) != nullptr, name << " has no " << path);
    }
    BOOST_TEST(simulator::find_profile("no-such") == nullptr);
}

BOOST_AUTO_TEST_CASE(ethernet_ports_stand_before_the_others)
{
    for (const auto& name : simulator::profile_names()) {
        auto p = simulator::find_profile(name);
        auto is_ether = [](const simulator::port& one) { return one.kind == "ether"; };
        BOOST_TEST(std::is_partitioned(p->ports.begin(), p->ports.end(), is_ether));
    }
}

BOOST_AUTO_TEST_CASE(a_path_may_lead_to_a_menu_without_being_one)
{
    auto p = simulator::find_profile("ccr2004-7.4");
    BOOST_TEST(p->leads_somewhere("/system"));
    BOOST_TEST(p->leads_somewhere("/system/health"));
    BOOST_TEST(!p->leads_somewhere("/sys"));
    BOOST_TEST(!p->leads_somewhere("/system/wealth"));
    BOOST_TEST(p->find("/system") == nullptr);
}

BOOST_AUTO_TEST_CASE(mistakes_are_told_with_their_place)
{
    config::mistakes wrong;
    simulator::read_profile("name: x\nlogin: none\nports: []\nkinds: {ether: {name: $nane}}\n"
                            "menus: {/ppp/active: {from: sessions}}\n",
                            "x.yml",
                            wrong);
    BOOST_TEST_REQUIRE(wrong.size() >= 3U);
    std::string all;
    for (const auto& m : wrong)
        all += m.text() + "\n";
    BOOST_TEST(all.find("x.yml:2:8: login") != all.npos, all);
    BOOST_TEST(all.find("there is no variable \"$nane\"") != all.npos, all);
    BOOST_TEST(all.find("must have `row`") != all.npos, all);
}

BOOST_AUTO_TEST_SUITE_END()
