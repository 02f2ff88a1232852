#include "exporter/app.hpp"
#include "routeros/failure.hpp"

#include <boost/test/unit_test.hpp>

using namespace std::chrono_literals;
using routeros::errc;

namespace {

std::exception_ptr thrown(errc code, const std::string& detail)
{
    return std::make_exception_ptr(routeros::session_error(routeros::failure(code, detail)));
}

}

BOOST_AUTO_TEST_SUITE(app)

BOOST_AUTO_TEST_CASE(sessions_begin_one_after_another)
{
    BOOST_TEST(exporter::start_delay(0, 1).count() == 0);
    for (std::size_t count : {2UL, 20UL, 21UL, 40UL, 1000UL})
        for (std::size_t i = 0; i < count; ++i)
            BOOST_TEST(exporter::start_delay(i, count) == std::min(20ms * i, 20'000ms * i / count));
    BOOST_TEST(exporter::start_delay(39, 40) == 780ms);
}

BOOST_AUTO_TEST_CASE(the_largest_fleet_begins_within_twenty_seconds)
{
    std::chrono::milliseconds before{-1};
    for (std::size_t i = 0; i < 10'000; ++i) {
        auto delay = exporter::start_delay(i, 10'000);
        BOOST_TEST(delay > before);
        before = delay;
    }
    BOOST_TEST(before < 20s);
}

BOOST_AUTO_TEST_CASE(a_failure_is_told_in_words_and_the_routers_own)
{
    auto d = exporter::diagnose(thrown(errc::login_refused, "cannot log in"));
    BOOST_TEST(d.why == "login refused: cannot log in");
    BOOST_TEST(exporter::diagnose(thrown(errc::connect_timeout, "")).why ==
               "no answer to the connection attempt");
    BOOST_TEST(exporter::diagnose(thrown(errc::fatal, "M\xfcll")).why ==
               "the router ended the session: M\xc3\xbcll");
}

BOOST_AUTO_TEST_CASE(what_only_a_person_can_mend_is_tried_rarely)
{
    for (auto code : {errc::login_refused, errc::challenge_unsupported, errc::plain_unsupported})
        BOOST_TEST(exporter::diagnose(thrown(code, "")).at_least == 60s);
    BOOST_TEST(exporter::diagnose(thrown(errc::closed, "")).at_least == 0s);
}

BOOST_AUTO_TEST_CASE(nothing_thrown_goes_untold)
{
    BOOST_TEST(!exporter::diagnose(nullptr).why.empty());
    BOOST_TEST(exporter::diagnose(std::make_exception_ptr(std::runtime_error("odd"))).why == "odd");
    BOOST_TEST(exporter::diagnose(std::make_exception_ptr(42)).why == "unknown exception");
}

BOOST_AUTO_TEST_SUITE_END()
