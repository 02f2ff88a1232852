#include "tests/simulator/request.hpp"

namespace simulator {
namespace {

void read_word(request& r, std::string_view word)
{
    if (word.starts_with(".tag=")) {
        if (word.size() > 5) r.tag = std::string(word.substr(5));
    } else if (word.starts_with('?')) {
        r.queries.emplace_back(word.substr(1));
    } else if (word.starts_with('=')) {
        word.remove_prefix(1);
        auto split = word.find('=');
        auto value = split == std::string_view::npos ? std::string_view() : word.substr(split + 1);
        r.arguments.emplace_back(word.substr(0, split), value);
    }
}

}

std::optional<std::string_view> request::argument(std::string_view name) const
{
    for (const auto& [key, value] : arguments)
        if (key == name) return value;
    return std::nullopt;
}

bool request::flag(std::string_view name) const
{
    auto value = argument(name);
    return value && *value != "false" && *value != "no";
}

request parse_request(routeros::sentence_view words)
{
    request r;
    auto command = words[0];
    auto slash = command.rfind('/');
    if (slash == std::string_view::npos) {
        r.verb = command;
    } else {
        r.menu = command.substr(0, slash);
        r.verb = command.substr(slash + 1);
    }
    if (r.verb == "getall") r.verb = "print";
    for (auto word : words.subspan(1))
        read_word(r, word);
    return r;
}

std::vector<std::string> split_list(std::string_view text, char separator)
{
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto end = text.find(separator);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

}
