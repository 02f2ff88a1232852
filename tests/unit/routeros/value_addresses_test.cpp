#include "value_forms.hpp"

using namespace value_forms;

BOOST_AUTO_TEST_SUITE(value_addresses)

BOOST_AUTO_TEST_CASE(a_range_counts_both_its_ends)
{
    expect(routeros::read_address_count,
           {{"10.0.0.2-10.0.0.254", 253},
            {"10.0.0.2-10.0.0.2", 1},
            {"0.0.0.0-255.255.255.255", 4294967296.0},
            {"2001:db8::1-2001:db8::ff", 255},
            {"2001:db8::-2001:db8:0:0:ffff:ffff:ffff:ffff", 0x1p64},
            {"2001:db8:0:0:ffff:ffff:ffff:ffff-2001:db8:0:1::", 2},
            {"::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 0x1p128}});
}

BOOST_AUTO_TEST_CASE(a_network_counts_all_it_has)
{
    expect(routeros::read_address_count,
           {{"10.1.0.0/24", 256},
            {"10.1.0.7/24", 256},
            {"10.0.0.0/31", 2},
            {"10.0.0.1/32", 1},
            {"0.0.0.0/0", 4294967296.0},
            {"2001:db8::/64", 0x1p64},
            {"2001:db8::/48", 0x1p80},
            {"2001:db8::1/128", 1},
            {"::/0", 0x1p128}});
}

BOOST_AUTO_TEST_CASE(the_items_of_a_list_are_added_up)
{
    expect(routeros::read_address_count,
           {{"10.0.0.5", 1},
            {"2001:db8::5", 1},
            {"10.0.0.2-10.0.0.254,10.1.0.0/24", 509},
            {"10.0.0.2-10.0.0.254,10.1.0.0/24,10.2.0.1", 510},
            {"10.0.0.1,2001:db8::1", 2}});
}

BOOST_AUTO_TEST_CASE(a_long_list_of_ranges_is_read)
{
    std::string list = "10.0.0.0/24";
    for (int i = 1; i < 1000; ++i)
        list += ",10." + std::to_string(i / 256) + "." + std::to_string(i % 256) + ".0/24";
    expect(routeros::read_address_count, {{list, 256'000}});
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_addresses_is_unreadable)
{
    std::string endless = "10.0.0.1";
    while (endless.size() < 1 << 20)
        endless += ",10.0.0.1";
    expect(routeros::read_address_count,
           reading_state::unreadable,
           {",",
            "10.0.0.1,",
            ",10.0.0.1",
            "10.0.0.1,,10.0.0.2",
            "10.0.0.1, 10.0.0.2",
            "10.0.0.254-10.0.0.2",
            "2001:db8:1::-2001:db8::",
            "10.0.0.1-2001:db8::1",
            "10.0.0.1-",
            "-10.0.0.1",
            "10.0.0.1-10.0.0.2-10.0.0.3",
            "10.0.0.0/24-10.0.0.255",
            "10.0.0.0/33",
            "10.0.0.0/-1",
            "10.0.0.0/",
            "10.0.0.0/24/24",
            "10.0.0.0/99999999999",
            "10.0.0.0/2 4",
            "2001:db8::/129",
            "10.0.0",
            "10.0.0.256",
            "010.0.0.1",
            "fe80::1%ether1",
            "pool1",
            std::string("10.0.0.1\0", 9),
            std::string("10.0.0.1\0-10.0.0.2", 18),
            endless});
    expect_nonsense_unreadable(routeros::read_address_count);
}

BOOST_AUTO_TEST_CASE(the_ways_routers_say_that_there_are_no_addresses)
{
    expect(routeros::read_address_count, reading_state::absent, {"", "never", "n/a"});
}

BOOST_AUTO_TEST_CASE(a_count_is_never_beyond_numbers)
{
    expect_always_finite(routeros::read_address_count, "0123456789abcdf:::...-/,");
}

BOOST_AUTO_TEST_SUITE_END()
