#include "routeros/reply.hpp"

namespace routeros {
namespace {

reply_kind kind_of(std::string_view word)
{
    if (word == "!re") return reply_kind::row;
    if (word == "!done") return reply_kind::done;
    if (word == "!trap") return reply_kind::trap;
    if (word == "!fatal") return reply_kind::fatal;
    if (word == "!empty") return reply_kind::empty;
    return reply_kind::unknown;
}

// "=name=value": the name ends at the second '=', the value may hold more of them. Without a second
// '=' the value is empty.
attribute split(std::string_view word)
{
    word.remove_prefix(1);
    auto end = word.find('=');
    if (end == std::string_view::npos) return {word, {}};
    return {word.substr(0, end), word.substr(end + 1)};
}

constexpr std::string_view tag_prefix = ".tag=";

}

std::optional<std::string_view> reply::find(std::string_view name) const
{
    for (const auto& a : attributes)
        if (a.name == name) return a.value;
    return std::nullopt;
}

reply reply_parser::parse(sentence_view words)
{
    reply r;
    r.kind = kind_of(words.front());
    attributes_.clear();
    for (auto word : words.subspan(1)) {
        if (word.front() == '=')
            attributes_.push_back(split(word));
        else if (word.starts_with(tag_prefix))
            r.tag = word.substr(tag_prefix.size());
        else if (r.bare.empty())
            r.bare = word;
    }
    r.attributes = attributes_;
    return r;
}

bool is_reply_word(std::string_view word)
{
    return word.size() > 1 && word[0] == '!' && word[1] >= 'a' && word[1] <= 'z';
}

}
