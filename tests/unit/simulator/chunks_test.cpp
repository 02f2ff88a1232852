#include "routeros/sentence.hpp"
#include "tests/simulator/chunks.hpp"

#include <boost/test/unit_test.hpp>

#include <numeric>

using simulator::chunking;
using simulator::cut;

namespace {

std::size_t total(const std::vector<std::size_t>& pieces)
{
    return std::accumulate(pieces.begin(), pieces.end(), std::size_t{0});
}

}

BOOST_AUTO_TEST_SUITE(chunks)

BOOST_AUTO_TEST_CASE(the_pieces_are_as_long_as_the_whole)
{
    auto bytes = routeros::sentence("!re").attribute("a", std::string(300, 'x')).bytes();
    for (auto how : {chunking::none, chunking::one_byte, chunking::random, chunking::split_prefix})
        BOOST_TEST(total(cut(bytes, how, 1)) == bytes.size());
    BOOST_TEST(cut(bytes, chunking::none, 1).size() == 1U);
    BOOST_TEST(cut(bytes, chunking::one_byte, 1).size() == bytes.size());
}

BOOST_AUTO_TEST_CASE(a_length_of_two_bytes_is_cut_between_them)
{
    auto bytes = routeros::sentence("!re").attribute("a", std::string(300, 'x')).bytes();
    auto pieces = cut(bytes, chunking::split_prefix, 1);
    std::vector<std::size_t> expected{1, 3, 1, 304, 1};
    BOOST_TEST(pieces == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(random_pieces_repeat_with_the_seed)
{
    std::string bytes(1000, 'x');
    BOOST_TEST((cut(bytes, chunking::random, 1) == cut(bytes, chunking::random, 1)));
    BOOST_TEST((cut(bytes, chunking::random, 1) != cut(bytes, chunking::random, 2)));
}

BOOST_AUTO_TEST_SUITE_END()
