#include "exporter/accounts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(accounts)

namespace {

config::web_user user(const std::string& hash, const std::string& file, int line)
{
    return {runtime::secret(hash), {file, line, 3, "users.x", ""}};
}

exporter::tenant_accounts tenants()
{
    config::fleet fleet;
    fleet.tenants.emplace_back().name = "acme";
    fleet.tenants.back().users = {{"alice", user("1", "fleet.yml", 7)}};
    fleet.tenants.emplace_back().name = "karoo";
    fleet.tenants.back().users = {{"bob", user("2", "fleet.yml", 9)}};
    return exporter::accounts_of(fleet);
}

const config::web_users web{{"bob", user("3", "web.yml", 2)}, {"carol", user("4", "web.yml", 3)}};

}

BOOST_AUTO_TEST_CASE(a_tenant_s_users_see_the_tenant_and_others_all)
{
    exporter::accounts all({{"carol", user("4", "web.yml", 3)}}, tenants());
    config::router settings;
    exporter::router_series nobodys(settings);
    settings.tenant = "acme";
    exporter::router_series acme(settings);
    BOOST_TEST(all.hashes().at("alice").reveal() == "1");
    BOOST_TEST(all.audience_of("alice").sees(acme));
    BOOST_TEST(!all.audience_of("alice").sees(nobodys));
    BOOST_TEST(!all.audience_of("bob").sees(acme));
    BOOST_TEST(!all.audience_of("bob").sees_all());
    BOOST_TEST(all.audience_of("carol").sees_all());
    BOOST_TEST(all.audience_of("carol").sees(nobodys));
}

BOOST_AUTO_TEST_CASE(a_name_in_both_files_is_told_where_it_is_read)
{
    auto in_fleet = exporter::names_taken_by_web(tenants(), web);
    BOOST_REQUIRE(in_fleet.size() == 1U);
    BOOST_TEST(in_fleet[0].text() ==
               "fleet.yml:9:3: users.x: is a user of the web configuration too: web.yml:2");
    auto in_web = exporter::names_taken_by_tenants(web, tenants());
    BOOST_REQUIRE(in_web.size() == 1U);
    BOOST_TEST(in_web[0].text() ==
               "web.yml:2:3: users.x: is a user of the tenant karoo too: fleet.yml:9");
}

BOOST_AUTO_TEST_CASE(a_name_in_both_all_the_same_sees_less)
{
    exporter::accounts all(web, tenants());
    BOOST_TEST(all.hashes().at("bob").reveal() == "2");
    BOOST_TEST(!all.audience_of("bob").sees_all());
}

BOOST_AUTO_TEST_CASE(tenants_without_users_are_none)
{
    config::fleet fleet;
    fleet.tenants.emplace_back().name = "acme";
    exporter::accounts all({}, exporter::accounts_of(fleet));
    BOOST_TEST(all.empty());
}

BOOST_AUTO_TEST_SUITE_END()
