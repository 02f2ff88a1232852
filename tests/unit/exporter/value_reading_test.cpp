#include "exporter/value_reading.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <ostream>

BOOST_AUTO_TEST_SUITE(value_reading)

using config::value_form;
using exporter::value_plan;
using routeros::reading_state;

namespace {

constexpr exporter::row_context context{.now_unix = 1'700'000'000,
                                        .gmt_offset = std::chrono::seconds(7200)};

value_plan plan(value_form form = value_form::number)
{
    return {.family = 0, .property = 0, .form = form, .absent = 0};
}

// The number; -1 where there is none, -2 where it cannot be read.
double read(const value_plan& how, std::string_view text)
{
    auto r = exporter::read_value(how, text, context);
    if (r.state == reading_state::absent) return -1;
    return r.state == reading_state::unreadable ? -2 : r.value;
}

}

BOOST_AUTO_TEST_CASE(every_form_comes_out_in_base_units)
{
    BOOST_TEST(read(plan(), "24.5V") == 24.5);
    BOOST_TEST(read(plan(value_form::flag), "true") == 1);
    BOOST_TEST(read(plan(value_form::inverse), "true") == 0);
    BOOST_TEST(read(plan(value_form::percent), "7") == 0.07);
    BOOST_TEST(read(plan(value_form::megahertz), "2412") == 2.412e9);
    BOOST_TEST(read(plan(value_form::duration), "1m2s") == 62);
    BOOST_TEST(read(plan(value_form::bit_rate), "2.5Gbps") == 2.5e9);
    BOOST_TEST(read(plan(value_form::size), "2KiB") == 2048);
    BOOST_TEST(read(plan(value_form::kibibytes), "2") == 2048);
    BOOST_TEST(read(plan(value_form::addresses), "10.0.0.2-10.0.0.4") == 3);
}

BOOST_AUTO_TEST_CASE(what_has_passed_and_what_is_to_come_are_counted_from_now)
{
    BOOST_TEST(read(plan(value_form::ago), "1m") == 1'699'999'940);
    BOOST_TEST(read(plan(value_form::until), "1m") == 1'700'000'060);
    BOOST_TEST(read(plan(value_form::ago), "never") == -1);
}

BOOST_AUTO_TEST_CASE(a_date_is_in_the_routers_time_zone)
{
    BOOST_TEST(read(plan(value_form::date), "1970-01-02 02:00:00") == 86'400);
}

BOOST_AUTO_TEST_CASE(a_part_is_read_as_a_value_of_its_own)
{
    auto second = plan();
    second.part = 2;
    BOOST_TEST(read(second, "12/34") == 34);
    BOOST_TEST(read(second, "12,34") == 34);
    BOOST_TEST(read(second, "12/x") == -2);
    BOOST_TEST(read(second, "12/") == -1);
    BOOST_TEST(read(second, "12") == -1);
    second.part = 1;
    BOOST_TEST(read(second, "12/34") == 12);
}

BOOST_AUTO_TEST_CASE(parts_are_added_up)
{
    auto sum = plan();
    sum.part = config::sum_of_parts;
    BOOST_TEST(read(sum, "12/34") == 46);
    BOOST_TEST(read(sum, "1,2,3") == 6);
    BOOST_TEST(read(sum, "5") == 5);
    BOOST_TEST(read(sum, "5/") == 5);
    BOOST_TEST(read(sum, "5/x") == -2);
    BOOST_TEST(read(sum, "") == -1);
}

BOOST_AUTO_TEST_CASE(a_scale_is_applied_to_the_number)
{
    auto milli = plan();
    milli.scale = 0.5;
    BOOST_TEST(read(milli, "24") == 12);
}

BOOST_AUTO_TEST_CASE(is_compares_the_whole_text)
{
    auto up = plan();
    up.is = {"link-ok", "up"};
    BOOST_TEST(read(up, "up") == 1);
    BOOST_TEST(read(up, "up ") == 0);
    BOOST_TEST(read(up, "no-link") == 0);
    BOOST_TEST(read(up, "") == -1);
    BOOST_TEST(read(up, "n/a") == -1);
    up.is = {"never"};
    BOOST_TEST(read(up, "never") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
