#include "routeros/transcript.hpp"

#include "routeros/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace routeros {
namespace {

// Of a word no more is shown.
constexpr std::size_t longest_shown = 1024;

constexpr std::array<std::string_view, 7> secret_names{
    "response", "key", "pin", "puk", "otp", "cookie", "token"};

// A name with one of these in it, such as wpa2-pre-shared-key, security.passphrase, ipsec-secret.
constexpr std::array<std::string_view, 13> secret_parts{"password",
                                                        "passwd",
                                                        "passphrase",
                                                        "secret",
                                                        "private-key",
                                                        "shared-key",
                                                        "static-key",
                                                        "auth-key",
                                                        "authentication-key",
                                                        "encryption-key",
                                                        "protection-key",
                                                        "md5-key",
                                                        "wpa-key"};

// Where the value begins in "=name=value" or "?>name=value"; npos for a word of another form.
std::size_t value_of(std::string_view word, std::string_view& name)
{
    if (word.empty() || (word.front() != '=' && word.front() != '?')) return std::string_view::npos;
    auto begin = word.front() == '?' ? word.find_first_not_of("<>=-", 1) : 1;
    if (begin == std::string_view::npos) return std::string_view::npos;
    auto equals = word.find('=', begin);
    if (equals == std::string_view::npos) return std::string_view::npos;
    name = word.substr(begin, equals - begin);
    return equals + 1;
}

std::string masked(std::string_view word, phase when)
{
    std::string_view name;
    auto value = value_of(word, name);
    // The old login's challenge: with it and the response a password can be guessed at leisure.
    auto is_challenge = when == phase::login && name == "ret";
    if (value == std::string_view::npos || (!is_challenge && !is_secret(name)))
        return std::string(word);
    return std::string(word.substr(0, value)) + "***";
}

std::string shortened(std::string word)
{
    if (word.size() <= longest_shown) return word;
    auto size = word.size();
    auto end = longest_shown;
    while (is_utf8(word) && end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80)
        --end;
    word.resize(end);
    return to_utf8(word) + fmt::format("… ({} bytes)", size);
}

void append_escaped(std::string& line, std::string_view text)
{
    std::string quotable;
    for (auto c : text) {
        if (c == '"' || c == '\\') quotable += '\\';
        quotable += c;
    }
    append_printable(line, quotable);
}

}

bool is_secret(std::string_view property)
{
    auto last = property.substr(property.rfind('.') + 1);
    if (std::find(secret_names.begin(), secret_names.end(), last) != secret_names.end())
        return true;
    return std::any_of(secret_parts.begin(), secret_parts.end(), [&](std::string_view part) {
        return property.find(part) != std::string_view::npos;
    });
}

std::string transcript_line(direction way, phase when, sentence_view words)
{
    std::string line(way == direction::sent ? ">" : "<");
    for (auto word : words) {
        auto text = to_utf8(shortened(masked(word, when)));
        auto quoted = text.find(' ') != std::string_view::npos;
        line += quoted ? " \"" : " ";
        append_escaped(line, text);
        if (quoted) line += '"';
    }
    return line;
}

}
