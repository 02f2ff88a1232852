#include "value_forms.hpp"

using namespace value_forms;

BOOST_AUTO_TEST_SUITE(value_quantity)

BOOST_AUTO_TEST_CASE(the_rate_of_a_link_is_read)
{
    expect(routeros::read_bit_rate,
           {{"10Mbps", 10e6},
            {"100Mbps", 100e6},
            {"1Gbps", 1e9},
            {"2.5Gbps", 2.5e9},
            {"5Gbps", 5e9},
            {"25Gbps", 25e9},
            {"100Gbps", 100e9},
            {"1Tbps", 1e12}});
}

BOOST_AUTO_TEST_CASE(the_rate_of_a_medium_is_read)
{
    expect(routeros::read_bit_rate,
           {{"10M-baseT-half", 10e6},
            {"100M-baseT-full", 100e6},
            {"1000M-full", 1e9},
            {"1G-baseT-full", 1e9},
            {"1G-baseX", 1e9},
            {"2.5G-baseT", 2.5e9},
            {"10G-baseSR-LR", 10e9},
            {"10M", 10e6}});
}

BOOST_AUTO_TEST_CASE(the_rate_of_a_radio_is_read)
{
    expect(routeros::read_bit_rate,
           {{"6Mbps", 6e6},
            {"144.4Mbps-20MHz/2S/SGI", 144'400'000},
            {"866.6Mbps-80MHz/2S/SGI", 866'600'000},
            {"1.2Gbps", 1.2e9},
            {"1.2Gbps-80MHz/4S/SGI", 1.2e9},
            {"877500000", 877'500'000}});
}

BOOST_AUTO_TEST_CASE(the_rate_of_a_queue_is_read)
{
    expect(routeros::read_bit_rate,
           {{"0", 0},
            {"0bps", 0},
            {"512bps", 512},
            {"12.5kbps", 12'500},
            {"27.8kbps", 27'800},
            {"27.8 kbps", 27'800},
            {"64K", 64'000},
            {"512k", 512'000}});
}

BOOST_AUTO_TEST_CASE(what_is_no_rate_is_unreadable)
{
    expect(routeros::read_bit_rate,
           reading_state::unreadable,
           {"-5Mbps",
            "Mbps",
            "10 M bps",
            "10  Mbps",
            "10mbps",
            "10MBps",
            "10Mb",
            "10MHz",
            "10Mbps ",
            "10M-",
            "10-full",
            "-full",
            "10M_full",
            "10M-base T",
            "10M/10M",
            "10M-half,10M-full",
            "auto",
            "10Mbpsbps",
            "1e3Mbps",
            std::string("10M-\0", 5),
            "10M-" + std::string(100, 'a')});
    expect_nonsense_unreadable(routeros::read_bit_rate);
}

BOOST_AUTO_TEST_CASE(a_size_in_binary_units_is_read)
{
    auto read = [](std::string_view text) { return routeros::read_size(text); };
    expect(read,
           {{"0", 0},
            {"1048576", 1048576},
            {"18446744073709551615", 18446744073709551615.0},
            {"17B", 17},
            {"2048KiB", 2097152},
            {"29.5 KiB", 30208},
            {"512.0MiB", 536870912},
            {"1.5GiB", 1610612736},
            {"2TiB", 0x1p41},
            {"1PiB", 0x1p50}});
}

BOOST_AUTO_TEST_CASE(a_bare_size_counts_in_the_unit_of_its_property)
{
    auto read = [](std::string_view text) { return routeros::read_size(text, 1024); };
    expect(read, {{"2048", 2097152}, {"2048KiB", 2097152}, {"1B", 1}, {"0.5", 512}});
}

BOOST_AUTO_TEST_CASE(what_is_no_size_is_unreadable)
{
    auto read = [](std::string_view text) { return routeros::read_size(text); };
    expect(
        read,
        reading_state::unreadable,
        {"-1", "KiB", "1kib", "1KB", "1MB", "1Ki", "1  KiB", "1KiB ", "1 2", "1/2", "unlimited"});
    expect_nonsense_unreadable(read);
}

BOOST_AUTO_TEST_CASE(the_ways_routers_say_that_there_is_no_quantity)
{
    expect(routeros::read_bit_rate, reading_state::absent, {"", "never", "n/a"});
    expect([](auto text) { return routeros::read_size(text); },
           reading_state::absent,
           {"", "never", "n/a"});
}

BOOST_AUTO_TEST_CASE(a_quantity_is_never_beyond_numbers)
{
    expect_always_finite(routeros::read_bit_rate, "0123456789.-bpskMGT/ ");
    expect_always_finite([](auto text) { return routeros::read_size(text, 1024); },
                         "0123456789.-BiKMGTP ");
}

BOOST_AUTO_TEST_SUITE_END()
