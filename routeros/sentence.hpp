// A sentence on its way out: words encoded one after another. Add the words, then send bytes().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace routeros {

class sentence {
public:
    // The first word: a command ("/interface/print"); in the simulator a reply word ("!re").
    explicit sentence(std::string_view first_word) { word(first_word); }

    // Any word as it stands, such as a query ("?type=ether"); an empty one would end the sentence
    // and is left out.
    sentence& word(std::string_view text);

    // "=name=value"
    sentence& attribute(std::string_view name, std::string_view value);

    // ".tag=number"
    sentence& tag(std::uint32_t number);

    // The words without the zero length that ends the sentence, so that a tag can still be added.
    std::string_view words() const { return words_; }

    // The whole sentence as it goes to the wire.
    std::string bytes() const { return words_ + '\0'; }

private:
    std::string words_;
};

}
