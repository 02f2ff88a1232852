#include "exporter/query.hpp"

#include <algorithm>
#include <charconv>

namespace exporter {

namespace {

std::optional<unsigned> read_hex(std::string_view digits)
{
    unsigned value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2) return std::nullopt;
    return value;
}

// %XX and + of a query.
std::optional<std::string> decode(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        auto byte = read_hex(text.substr(i + 1, 2));
        if (!byte) return std::nullopt;
        out += static_cast<char>(*byte);
        i += 2;
    }
    return out;
}

std::string_view next_pair(std::string_view& text)
{
    auto end = std::min(text.find('&'), text.size());
    auto pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return pair;
}

refusal unknown_parameter(std::span<const parameter_name> known)
{
    std::vector<std::string_view> names;
    for (const auto& k : known)
        names.push_back(k.name);
    auto verb = names.size() == 1 ? "there is " : "there are ";
    return {"Unknown query parameter; " + std::string(verb) + listed_names(names) + "."};
}

}

boost::system::result<query, refusal> query::read(std::string_view text,
                                                  std::span<const parameter_name> known)
{
    query out;
    while (!text.empty()) {
        auto pair = next_pair(text);
        if (pair.empty()) continue;
        if (auto wrong = out.add(pair, known)) return *wrong;
    }
    return out;
}

std::optional<refusal> query::add(std::string_view pair, std::span<const parameter_name> known)
{
    auto equals = std::min(pair.find('='), pair.size());
    auto name = decode(pair.substr(0, equals));
    auto value = decode(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value)
        return refusal{"The query has a % without two hexadecimal digits behind it."};
    auto found = std::find_if(
        known.begin(), known.end(), [&](const parameter_name& k) { return k.name == *name; });
    if (found == known.end()) return unknown_parameter(known);
    if (value->empty()) return refusal{"The query parameter `" + *name + "` has no value."};
    if (!found->repeatable && one(*name))
        return refusal{"The query parameter `" + *name + "` may be given once."};
    given_.emplace_back(*std::move(name), *std::move(value));
    return std::nullopt;
}

std::optional<std::string> query::one(std::string_view name) const
{
    for (const auto& [n, value] : given_)
        if (n == name) return value;
    return std::nullopt;
}

std::vector<std::string> query::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [n, value] : given_)
        if (n == name) values.push_back(value);
    return values;
}

std::string listed_names(std::span<const std::string_view> names)
{
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
        out.append("`").append(names[i]).append("`");
    }
    return out;
}

}
