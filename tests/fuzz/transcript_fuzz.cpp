// Sentences of any words as lines for people: text on one line, and never a secret's value,
// whatever the words around it and whatever the secret property is called.
#include "routeros/text.hpp"
#include "routeros/transcript.hpp"
#include "subject.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace {

using routeros::direction;
using routeros::phase;

constexpr std::string_view value = "swordfish";

// Each way of saying that a property has a value.
std::vector<std::string> secrets(const std::string& name)
{
    std::vector<std::string> out;
    for (const auto* lead : {"=", "?", "?=", "?>", "?<"})
        out.push_back(lead + name + "=" + std::string(value));
    return out;
}

void check_line(const std::string& line)
{
    fuzz::claim(routeros::is_utf8(line));
    fuzz::claim(std::none_of(
        line.begin(), line.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }));
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto text = fuzz::text_of(data, size);
    if (text.find(value) != std::string_view::npos) return 0;
    // Words stand on lines; the first is a property's name, too.
    std::vector<std::string_view> words;
    for (auto rest = text; !rest.empty();) {
        words.push_back(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), words.back().size() + 1));
    }
    std::string name(words.empty() ? "" : words.front());
    name.erase(std::remove(name.begin(), name.end(), '='), name.end());
    std::vector<std::string> hidden = secrets(name + "password");
    if (routeros::is_secret(name))
        for (auto& word : secrets(name))
            hidden.push_back(std::move(word));
    words.insert(words.end(), hidden.begin(), hidden.end());
    for (auto way : {direction::sent, direction::received})
        for (auto when : {phase::login, phase::commands}) {
            auto line = routeros::transcript_line(way, when, words);
            check_line(line);
            fuzz::claim(line.find(value) == std::string::npos);
        }
    return 0;
}
