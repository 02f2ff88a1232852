// Sentences of any words: a reply finds the first attribute of every name it has, and keeps nothing
// of the one before.
#include "routeros/reply.hpp"
#include "subject.hpp"

#include <vector>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Words stand on lines, sentences between empty lines.
    auto text = fuzz::text_of(data, size);
    routeros::reply_parser parser;
    std::vector<std::string_view> words;
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!line.empty()) words.push_back(line);
        if (words.empty() || (!line.empty() && !text.empty())) continue;
        auto reply = parser.parse(words);
        fuzz::claim(reply.attributes.size() < words.size());
        for (const auto& attribute : reply.attributes) {
            auto found = reply.find(attribute.name);
            fuzz::claim(found.has_value());
            fuzz::claim(attribute.name.find('=') == std::string_view::npos);
        }
        if (reply.kind != routeros::reply_kind::unknown)
            fuzz::claim(routeros::is_reply_word(words.front()));
        words.clear();
    }
    return 0;
}
