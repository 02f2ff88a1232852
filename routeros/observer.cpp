#include "routeros/observer.hpp"

#include "routeros/word.hpp"

namespace routeros {

void tell_sent(sentence_observer& observer, phase when, std::string_view encoded)
{
    std::vector<std::string_view> words;
    while (!encoded.empty()) {
        auto length = decode_length(encoded);
        if (length.state != length_state::complete || length.length == 0) break;
        words.push_back(encoded.substr(length.prefix, length.length));
        encoded.remove_prefix(std::min<std::size_t>(encoded.size(), length.prefix + length.length));
    }
    observer.on_sentence(direction::sent, when, words);
}

}
