#include "exporter/request.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(request)

using exporter::is_method_allowed;
using exporter::read_listen_address;
using exporter::read_query;

BOOST_AUTO_TEST_CASE(pages_are_found_by_their_exact_path)
{
    BOOST_TEST((exporter::page_at("/metrics") == exporter::page::metrics));
    BOOST_TEST((exporter::page_at("/metrics/") == exporter::page::unknown));
    BOOST_TEST((exporter::page_at("") == exporter::page::unknown));
}

BOOST_AUTO_TEST_CASE(only_a_reload_is_posted)
{
    using exporter::page;
    for (auto method : {"GET", "HEAD"}) {
        BOOST_TEST(is_method_allowed(page::metrics, method));
        BOOST_TEST(!is_method_allowed(page::reload, method));
    }
    BOOST_TEST(is_method_allowed(page::reload, "POST"));
    BOOST_TEST(!is_method_allowed(page::metrics, "POST"));
    BOOST_TEST(!is_method_allowed(page::metrics, "get"));
}

BOOST_AUTO_TEST_CASE(no_query_means_all_routers)
{
    BOOST_TEST(read_query("")->is_all());
    BOOST_TEST(read_query("&&")->is_all());
}

BOOST_AUTO_TEST_CASE(a_router_is_named_with_percent_escapes)
{
    BOOST_TEST(read_query("router=pop%2D1+caf%C3%A9")->router.value() == "pop-1 café");
    BOOST_TEST(read_query("tenant=acme&router=a")->tenant.value() == "acme");
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_refused_with_a_sentence)
{
    BOOST_TEST(read_query("colect[]=cpu").error().message ==
               "Unknown query parameter; there are `router`, `tenant` and `collect[]`.");
    BOOST_TEST(read_query("router=a&router=b").error().message ==
               "The query parameter `router` may be given once.");
    BOOST_TEST(read_query("router=%4").has_error());
    BOOST_TEST(read_query("router=%zz").has_error());
    BOOST_TEST(read_query("router=%+1").has_error());
}

BOOST_AUTO_TEST_CASE(a_parameter_without_a_value_is_refused)
{
    for (auto query : {"router", "router=", "router=a&router="})
        BOOST_TEST(read_query(query).error().message ==
                   "The query parameter `router` has no value.");
    BOOST_TEST(read_query("tenant=").error().message ==
               "The query parameter `tenant` has no value.");
}

BOOST_AUTO_TEST_CASE(collectors_are_named_as_often_as_there_are)
{
    auto asked = read_query("collect%5B%5D=session&collect[]=interface&collect[]=session");
    BOOST_TEST(!asked->is_all());
    auto all = fixture::two_collectors();
    BOOST_TEST(exporter::choose_collectors(*all, asked->collectors)->has(1));
    auto one = exporter::choose_collectors(*all, {"session"});
    BOOST_TEST(!one->has(0));
    BOOST_TEST(one->has(1));
    auto every = exporter::choose_collectors(*all, {});
    BOOST_TEST((every->has(0) && every->has(1)));
}

BOOST_AUTO_TEST_CASE(a_collector_there_is_not_is_refused_with_those_there_are)
{
    auto wrong = exporter::choose_collectors(*fixture::two_collectors(), {"interface", "wifi"});
    BOOST_REQUIRE(wrong.has_error());
    BOOST_TEST(wrong.error().message ==
               "No collector is called so; there are `interface` and `session`.");
}

BOOST_AUTO_TEST_CASE(listen_addresses_have_the_three_usual_forms)
{
    BOOST_TEST(read_listen_address("127.0.0.1:9436")->host == "127.0.0.1");
    BOOST_TEST(read_listen_address("127.0.0.1:9436")->port == 9436);
    BOOST_TEST(read_listen_address(":9436")->host == "");
    BOOST_TEST(read_listen_address("[::1]:0")->host == "::1");
    BOOST_TEST(read_listen_address("[::1]:0")->port == 0);
    BOOST_TEST(read_listen_address("localhost:80")->host == "localhost");
}

BOOST_AUTO_TEST_CASE(other_listen_addresses_are_refused)
{
    for (auto text :
         {"", "9436", "::1:9436", "[::1]", "a:", "a:x", "a:65536", "a:-1", "a:1,b:2", "a b:1"})
        BOOST_TEST(read_listen_address(text).has_error(), text);
}

BOOST_AUTO_TEST_CASE(pages_of_other_sites_change_nothing)
{
    auto refused = [](std::string_view site, std::string_view origin) {
        return exporter::is_cross_site(site, origin, "exporter.lan:9436");
    };
    BOOST_TEST(!refused("", ""));
    BOOST_TEST(!refused("none", ""));
    BOOST_TEST(!refused("same-origin", "http://exporter.lan:9436"));
    BOOST_TEST(!refused("", "https://Exporter.lan:9436"));
    BOOST_TEST(refused("cross-site", ""));
    BOOST_TEST(refused("same-site", ""));
    BOOST_TEST(refused("same-origin", "http://evil.example"));
    BOOST_TEST(refused("", "http://exporter.lan"));
    BOOST_TEST(refused("", "http://exporter.lan:9436.evil.example"));
    BOOST_TEST(refused("", "null"));
}

BOOST_AUTO_TEST_SUITE_END()
