#include "tests/simulator/faults.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

using simulator::set_fault;

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(a_field_is_set_from_text)
{
    simulator::faults f;
    BOOST_TEST(!set_fault(f, "chunking", "one_byte"));
    BOOST_TEST(!set_fault(f, "delay_ms", "250"));
    BOOST_TEST(!set_fault(f, "half_open", "true"));
    BOOST_TEST(!set_fault(f, "identity", "core \"1\""));
    BOOST_TEST((f.chunking == simulator::chunking::one_byte));
    BOOST_TEST(f.delay_ms == 250U);
    BOOST_TEST(f.half_open);
    BOOST_TEST(f.identity == "core \"1\"");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_refused_with_a_sentence_and_changes_nothing)
{
    simulator::faults f;
    BOOST_TEST(set_fault(f, "chunking", "two").value() ==
               "chunking must be one of none one_byte random split_prefix");
    BOOST_TEST(set_fault(f, "delay_ms", "-1").has_value());
    BOOST_TEST(set_fault(f, "delay_ms", "5s").has_value());
    BOOST_TEST(set_fault(f, "half_open", "perhaps").has_value());
    BOOST_TEST(set_fault(f, "allow_from", "everywhere").has_value());
    BOOST_TEST(set_fault(f, "hlaf_open", "true").value() == "there is no fault named hlaf_open");
    BOOST_TEST((f == simulator::faults{}));
}

BOOST_AUTO_TEST_CASE(what_is_described_can_be_set_again)
{
    simulator::faults odd;
    odd.on_accept = simulator::nonsense::declared_4g;
    odd.listen_dead = simulator::dead_word::true_;
    odd.extra_rows = 100'000;
    odd.missing_menus = "/system/health,/ppp/active";
    simulator::faults copy;
    for (const auto& [name, value] : describe(odd))
        BOOST_TEST(!set_fault(copy, name, value));
    BOOST_TEST((copy == odd));
}

BOOST_AUTO_TEST_CASE(addresses_are_let_in_by_list)
{
    using simulator::address_allowed;
    BOOST_TEST(address_allowed("", "127.0.0.1"));
    BOOST_TEST(address_allowed("10.0.0.1, 127.0.0.0/8", "127.9.9.9"));
    BOOST_TEST(!address_allowed("10.0.0.1", "127.0.0.1"));
}

BOOST_AUTO_TEST_CASE(the_readme_describes_every_fault)
{
    std::ifstream file(MIKROSCOPE_SOURCE_DIR "/tests/simulator/README.md");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    for (const auto& [name, value] : simulator::describe({}))
        BOOST_TEST(text.find("| `" + std::string(name) + "` |") != text.npos,
                   name << " is missing");
}

BOOST_AUTO_TEST_SUITE_END()
