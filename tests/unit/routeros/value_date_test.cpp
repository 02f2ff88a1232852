#include "value_forms.hpp"

using namespace value_forms;

namespace {

routeros::reading read_utc(std::string_view text)
{
    return routeros::read_date(text, std::chrono::seconds(0));
}

}

BOOST_AUTO_TEST_SUITE(value_date)

BOOST_AUTO_TEST_CASE(a_date_of_version_7_is_read)
{
    expect(read_utc,
           {{"1970-01-01 00:00:00", 0},
            {"2024-01-02 10:00:00", 1704189600},
            {"2024-11-26 12:09:40", 1732622980},
            {"2038-01-19 03:14:08", 2147483648.0},
            {"9999-12-31 23:59:59", 253402300799.0}});
}

BOOST_AUTO_TEST_CASE(a_date_of_version_6_is_read_in_any_case)
{
    expect(read_utc,
           {{"jan/02/2024 10:00:00", 1704189600},
            {"Jan/02/2024 10:00:00", 1704189600},
            {"JAN/02/2024 10:00:00", 1704189600},
            {"Jul/19/2022 11:25:54", 1658229954},
            {"oct/04/2017 20:11:03", 1507147863},
            {"dec/31/2023 23:59:59", 1704067199}});
}

BOOST_AUTO_TEST_CASE(every_month_has_its_name)
{
    const std::vector<std::string> names{
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto number = (i < 9 ? "0" : "") + std::to_string(i + 1);
        auto named = read_utc(names[i] + "/15/2023 01:02:03");
        BOOST_TEST((named.state == reading_state::present), names[i]);
        BOOST_TEST(named.value == read_utc("2023-" + number + "-15 01:02:03").value);
    }
}

BOOST_AUTO_TEST_CASE(a_date_is_local_to_the_router)
{
    auto east = [](auto text) { return routeros::read_date(text, std::chrono::hours(2)); };
    expect(east, {{"2024-01-02 12:00:00", 1704189600}, {"jan/01/1970 00:00:00", -7200}});
    auto west = [](auto text) { return routeros::read_date(text, -std::chrono::minutes(210)); };
    expect(west, {{"2024-01-02 06:30:00", 1704189600}});
}

BOOST_AUTO_TEST_CASE(leap_years_have_their_day)
{
    expect(read_utc, {{"2024-02-29 00:00:00", 1709164800}, {"feb/29/2000 00:00:00", 951782400}});
    expect(read_utc,
           reading_state::unreadable,
           {"2023-02-29 00:00:00", "feb/29/1900 00:00:00", "2100-02-29 00:00:00"});
}

BOOST_AUTO_TEST_CASE(an_impossible_date_is_unreadable)
{
    expect(read_utc,
           reading_state::unreadable,
           {"0000-00-00 00:00:00",
            "2024-00-01 00:00:00",
            "2024-13-01 00:00:00",
            "2024-01-00 00:00:00",
            "2024-04-31 00:00:00",
            "2024-01-32 00:00:00",
            "2024-01-02 24:00:00",
            "2024-01-02 10:60:00",
            "2024-01-02 10:00:60",
            "jan/00/2024 10:00:00",
            "jun/31/2024 10:00:00",
            "foo/01/2024 10:00:00"});
}

BOOST_AUTO_TEST_CASE(what_is_no_whole_date_is_unreadable)
{
    expect(read_utc,
           reading_state::unreadable,
           {"2024-01-02",
            "jan/02/2024",
            "10:00:00",
            "jan/02 10:00:00",
            "01-02 10:00:00",
            "2024-01-02T10:00:00",
            "2024-01-02T10:00:00Z",
            "2024-01-02  10:00:00",
            " 2024-01-02 10:00:00",
            "2024-01-02 10:00:00 ",
            "2024-01-02 10:00",
            "2024-01-02 10:00:00.5",
            "2024-01-02 1:00:00",
            "2024-1-2 10:00:00",
            "24-01-02 10:00:00",
            "2024/01/02 10:00:00",
            "02/jan/2024 10:00:00",
            "january/02/2024 10:00:00",
            "jan-02-2024 10:00:00",
            "-024-01-02 10:00:00",
            "2024-01-02 10:00:0x",
            "2024-01-02 -1:00:00",
            "202\xd9\xa1-01-02 10:00:00",
            std::string("2024-01-02 10:00:0\0", 19),
            std::string("j\0n/02/2024 10:00:00", 20),
            std::string(1 << 20, ' ')});
    expect_nonsense_unreadable(read_utc);
}

BOOST_AUTO_TEST_CASE(the_ways_routers_say_that_there_is_no_date)
{
    expect(read_utc, reading_state::absent, {"", "never", "n/a"});
}

BOOST_AUTO_TEST_CASE(the_offset_of_a_clock_is_read)
{
    using std::chrono::minutes;
    BOOST_TEST((routeros::read_gmt_offset("+00:00") == minutes(0)));
    BOOST_TEST((routeros::read_gmt_offset("+02:00") == minutes(120)));
    BOOST_TEST((routeros::read_gmt_offset("+05:45") == minutes(345)));
    BOOST_TEST((routeros::read_gmt_offset("-03:30") == minutes(-210)));
}

BOOST_AUTO_TEST_CASE(what_is_no_offset_is_none)
{
    for (std::string_view text : {"",
                                  "0",
                                  "02:00",
                                  "+2:00",
                                  "+02:0",
                                  "+02:60",
                                  "+24:00",
                                  "+02:00:00",
                                  "+0200",
                                  "+ 2:00",
                                  "*02:00"})
        BOOST_TEST(!routeros::read_gmt_offset(text), text);
    BOOST_TEST(!routeros::read_gmt_offset(std::string_view("+02:0\0", 6)));
}

BOOST_AUTO_TEST_CASE(a_date_is_never_beyond_numbers)
{
    expect_always_finite(read_utc, "0123456789-/: janfeb");
}

BOOST_AUTO_TEST_SUITE_END()
