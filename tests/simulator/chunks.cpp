#include "tests/simulator/chunks.hpp"

#include "routeros/word.hpp"
#include "tests/simulator/traffic.hpp"

#include <algorithm>

namespace simulator {
namespace {

std::vector<std::size_t> random_pieces(std::size_t length, std::uint64_t seed)
{
    std::vector<std::size_t> pieces;
    for (std::uint64_t n = 0; length > 0; ++n) {
        auto piece = std::min<std::size_t>(length, 1 + mix(seed, n) % 40);
        pieces.push_back(piece);
        length -= piece;
    }
    return pieces;
}

std::vector<std::size_t> split_prefixes(std::string_view bytes)
{
    std::vector<std::size_t> pieces;
    while (!bytes.empty()) {
        auto word = routeros::decode_length(bytes);
        auto whole = word.state == routeros::length_state::complete
                         ? std::min<std::size_t>(bytes.size(), word.prefix + word.length)
                         : bytes.size();
        pieces.push_back(1);
        if (whole > 1) pieces.push_back(whole - 1);
        bytes.remove_prefix(whole);
    }
    return pieces;
}

}

std::vector<std::size_t> cut(std::string_view bytes, chunking how, std::uint64_t seed)
{
    switch (how) {
    case chunking::one_byte:
        return std::vector<std::size_t>(bytes.size(), 1);
    case chunking::random:
        return random_pieces(bytes.size(), seed);
    case chunking::split_prefix:
        return split_prefixes(bytes);
    case chunking::none:
        break;
    }
    return {bytes.size()};
}

}
