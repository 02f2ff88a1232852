// A sentence from a client, taken apart (protocol reference 1.4).
#pragma once

#include "routeros/sentence_reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulator {

struct request {
    std::string menu; // "/interface"; empty for commands of the root, such as /login
    std::string verb; // "print"; getall is print
    std::vector<std::pair<std::string, std::string>> arguments;
    std::vector<std::string> queries; // without '?'
    std::optional<std::string> tag;

    // The first argument of this name.
    std::optional<std::string_view> argument(std::string_view name) const;
    // A switch such as =once=: any value but "false" and "no" turns it on.
    bool flag(std::string_view name) const;
    std::string path() const { return menu + "/" + verb; }
};

request parse_request(routeros::sentence_view words);

// The parts between the commas; none for "".
std::vector<std::string> split_list(std::string_view text, char separator = ',');

}
