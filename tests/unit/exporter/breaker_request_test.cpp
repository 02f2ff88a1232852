#include "exporter/breaker_request.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(breaker_request)

using exporter::breaker_order;
using exporter::read_breaker_request;

BOOST_AUTO_TEST_CASE(three_things_can_be_done)
{
    auto order = [](std::string_view word) {
        return read_breaker_request("router=a%20b&do=" + std::string(word))->order;
    };
    BOOST_TEST((order("reset") == breaker_order::reset));
    BOOST_TEST((order("open") == breaker_order::force_open));
    BOOST_TEST((order("disable") == breaker_order::disable));
    BOOST_TEST(read_breaker_request("router=a%20b&do=open")->router == "a b");
}

BOOST_AUTO_TEST_CASE(all_else_is_refused)
{
    for (auto query : {"",
                       "router=a",
                       "do=open",
                       "router=a&do=close",
                       "router=a&do=open&x=1",
                       "router=a&router=b&do=open"}) {
        auto asked = read_breaker_request(query);
        BOOST_REQUIRE_MESSAGE(asked.has_error(), query);
        BOOST_TEST(asked.error().status == 400);
    }
}

BOOST_AUTO_TEST_SUITE_END()
