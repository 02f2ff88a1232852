#include "routeros/word.hpp"

#include <boost/test/unit_test.hpp>

using routeros::decode_length;
using routeros::length_state;

namespace {

struct vector {
    std::uint32_t length;
    std::string_view prefix;
};

using namespace std::string_view_literals;

// Protocol reference 1.2.
constexpr vector vectors[] = {
    {0, "\x00"sv},
    {1, "\x01"sv},
    {0x7F, "\x7F"sv},
    {0x80, "\x80\x80"sv},
    {0xFF, "\x80\xFF"sv},
    {0x100, "\x81\x00"sv},
    {0x3FFF, "\xBF\xFF"sv},
    {0x4000, "\xC0\x40\x00"sv},
    {0xFFFF, "\xC0\xFF\xFF"sv},
    {0x1FFFFF, "\xDF\xFF\xFF"sv},
    {0x200000, "\xE0\x20\x00\x00"sv},
    {0xFFFFFFF, "\xEF\xFF\xFF\xFF"sv},
    {0x10000000, "\xF0\x10\x00\x00\x00"sv},
    {0x7FFFFFFF, "\xF0\x7F\xFF\xFF\xFF"sv},
    {0xFFFFFFFF, "\xF0\xFF\xFF\xFF\xFF"sv},
};

constexpr std::uint32_t largest_encoded = 0x200000; // larger ones would need as much memory

}

BOOST_AUTO_TEST_SUITE(word)

BOOST_AUTO_TEST_CASE(decodes_every_form_of_length)
{
    for (const auto& v : vectors) {
        auto d = decode_length(v.prefix);
        BOOST_TEST((d.state == length_state::complete), v.length);
        BOOST_TEST(d.length == v.length);
        BOOST_TEST(d.prefix == v.prefix.size());
    }
}

BOOST_AUTO_TEST_CASE(encodes_the_shortest_form)
{
    for (const auto& v : vectors) {
        if (v.length > largest_encoded) continue;
        std::string content(v.length, 'x');
        std::string out;
        routeros::append_word(out, content);
        BOOST_TEST((out == std::string(v.prefix) + content), v.length);
    }
}

BOOST_AUTO_TEST_CASE(waits_for_the_rest_of_a_prefix)
{
    for (const auto& v : vectors)
        for (std::size_t n = 0; n < v.prefix.size(); ++n)
            BOOST_TEST((decode_length(v.prefix.substr(0, n)).state == length_state::incomplete));
}

BOOST_AUTO_TEST_CASE(accepts_over_long_forms)
{
    for (auto prefix :
         {"\x80\x03"sv, "\xC0\x00\x03"sv, "\xE0\x00\x00\x03"sv, "\xF0\x00\x00\x00\x03"sv}) {
        auto d = decode_length(prefix);
        BOOST_TEST((d.state == length_state::complete));
        BOOST_TEST(d.length == 3U);
    }
}

BOOST_AUTO_TEST_CASE(refuses_lengths_no_router_sends)
{
    for (int first = 0xF1; first <= 0xFF; ++first) {
        std::string prefix(5, static_cast<char>(first));
        BOOST_TEST((decode_length(prefix).state == length_state::invalid), first);
    }
}

BOOST_AUTO_TEST_SUITE_END()
