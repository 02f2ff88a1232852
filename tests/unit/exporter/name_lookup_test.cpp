#include "exporter/name_lookup.hpp"

#include <boost/test/unit_test.hpp>

#include <future>

BOOST_AUTO_TEST_SUITE(name_lookup)

using namespace std::chrono_literals;

namespace {

std::chrono::steady_clock::time_point in(std::chrono::milliseconds time)
{
    return std::chrono::steady_clock::now() + time;
}

}

BOOST_AUTO_TEST_CASE(a_name_has_the_addresses_that_are_found)
{
    exporter::name_lookup names(
        [](const std::string&) {
            auto v4 = boost::asio::ip::make_address("10.0.0.7");
            return runtime::name_answer{{v4, boost::asio::ip::make_address("::1")}, {}};
        },
        1);
    auto found = names.ask("router.test", in(1h));
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(*found == (std::vector<std::string>{"10.0.0.7", "::1"}));
}

BOOST_AUTO_TEST_CASE(an_address_is_its_own_and_nobody_is_asked)
{
    exporter::name_lookup names([](const std::string&) -> runtime::name_answer { std::abort(); },
                                1);
    BOOST_TEST(names.ask("10.0.0.1", in(0ms))->front() == "10.0.0.1");
    BOOST_TEST(names.ask("FD00::1", in(0ms))->front() == "fd00::1");
}

BOOST_AUTO_TEST_CASE(who_waits_is_told_at_the_deadline)
{
    std::promise<void> answers;
    auto answered = answers.get_future().share();
    exporter::name_lookup names(
        [answered](const std::string&) {
            answered.wait();
            return runtime::name_answer{};
        },
        2);
    BOOST_TEST(names.ask("a.test", in(1ms)).error().status == 504);
    answers.set_value();
    BOOST_TEST(names.ask("a.test", in(1h))->empty());
}

BOOST_AUTO_TEST_SUITE_END()
