#include "routeros/sentence.hpp"

#include "routeros/word.hpp"

namespace routeros {

sentence& sentence::word(std::string_view text)
{
    if (!text.empty()) append_word(words_, text);
    return *this;
}

sentence& sentence::attribute(std::string_view name, std::string_view value)
{
    std::string text;
    text.reserve(name.size() + value.size() + 2);
    text.append("=").append(name).append("=").append(value);
    return word(text);
}

sentence& sentence::tag(std::uint32_t number)
{
    return word(".tag=" + std::to_string(number));
}

}
