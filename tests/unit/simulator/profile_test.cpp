#include "tests/simulator/profile_menus.hpp"

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

BOOST_AUTO_TEST_CASE(every_shared_file_of_menus_is_used_and_can_be_read)
{
    constexpr auto head = "name: x\nports: []\nkinds: {pppoe: {name: $name}}\nmenus: {}\n";
    auto files = simulator::menu_files();
    BOOST_TEST(!files.empty());
    for (const auto& file : files) {
        config::mistakes wrong;
        auto p = simulator::read_profile(head + ("include: [" + file + "]\n"), "x.yml", wrong);
        BOOST_TEST(wrong.empty(), file << ": " << (wrong.empty() ? "" : wrong[0].text()));
        BOOST_TEST(!p->menus.empty());
        auto first = p->menus.begin()->first;
        auto used = [&](const std::string& name) {
            return simulator::find_profile(name)->find(first) != nullptr;
        };
        auto names = simulator::profile_names();
        BOOST_TEST(std::any_of(names.begin(), names.end(), used), "no profile includes " << file);
    }
}

BOOST_AUTO_TEST_CASE(a_menu_of_the_profile_takes_the_place_of_a_shared_one)
{
    auto shared = simulator::menu_files().front();
    auto head = std::string("name: x\nports: []\nkinds: {pppoe: {name: $name}}\ninclude: [") +
                shared + "]\n";
    config::mistakes wrong;
    auto p = simulator::read_profile(head + "menus: {}\n", "x.yml", wrong);
    BOOST_TEST_REQUIRE(wrong.empty());
    auto path = p->menus.begin()->first;
    p = simulator::read_profile(
        head + "menus: {" + path + ": {rows: [{own: mine}]}}\n", "x.yml", wrong);
    BOOST_TEST_REQUIRE(wrong.empty());
    const auto* m = p->find(path);
    BOOST_TEST_REQUIRE(m != nullptr);
    BOOST_TEST_REQUIRE(m->rows.size() == 1U);
    BOOST_TEST(m->rows[0][0].name == "own");
}

BOOST_AUTO_TEST_CASE(an_unknown_file_of_menus_is_told_with_its_place)
{
    config::mistakes wrong;
    simulator::read_profile("name: x\nports: []\nkinds: {pppoe: {name: $name}}\nmenus: {}\n"
                            "include: [menus/none.yml]\n",
                            "x.yml",
                            wrong);
    BOOST_TEST_REQUIRE(wrong.size() == 1U);
    BOOST_TEST(wrong[0].text() == "x.yml:5:11: include[0]: there is no file \"menus/none.yml\"");
}

BOOST_AUTO_TEST_SUITE_END()
