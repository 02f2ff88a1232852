// Where to cut what is sent, so that the client has to put it together again.
#pragma once

#include "tests/simulator/faults.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace simulator {

// The lengths of the pieces, together as long as `bytes`. split_prefix takes `bytes` to begin with
// a word's length and cuts every length of more than one byte behind its first, and before every
// word.
std::vector<std::size_t> cut(std::string_view bytes, chunking how, std::uint64_t seed);

}
