#include "exporter/basic_auth.hpp"

#include "runtime/letter_case.hpp"

#include <crypt.h>
#include <functional>
#include <iterator>
#include <memory>

namespace exporter {

namespace {

std::optional<std::string> decode_base64(std::string_view text)
{
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0) return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
        text.remove_suffix(1);
    std::string out;
    unsigned bits = 0;
    unsigned count = 0;
    for (auto c : text) {
        auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U | static_cast<unsigned>(value)) & 0xFFFFU;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 0xFFU);
    }
    return out;
}

}

std::optional<claimed_user> read_basic_auth(std::string_view header)
{
    auto space = header.find(' ');
    if (space == std::string_view::npos ||
        !runtime::equal_in_any_case(header.substr(0, space), "basic"))
        return std::nullopt;
    auto begin = header.find_first_not_of(' ', space);
    if (begin == std::string_view::npos) return std::nullopt;
    auto text = decode_base64(header.substr(begin));
    if (!text) return std::nullopt;
    auto colon = text->find(':');
    // bcrypt would take what is before a zero byte for the whole.
    if (colon == std::string::npos || text->find('\0') != std::string::npos) return std::nullopt;
    return claimed_user{text->substr(0, colon), runtime::secret(text->substr(colon + 1))};
}

bool same_bytes(std::string_view a, std::string_view b)
{
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned>(a[i] ^ b[i]);
    return difference == 0;
}

bool is_password_of(const std::string& hash, const std::string& password)
{
    auto room = std::make_unique<crypt_data>(); // 32 KB, too much for a small stack
    const char* made = crypt_r(password.c_str(), hash.c_str(), room.get());
    return made != nullptr && same_bytes(made, hash);
}

const std::string& hash_for(const user_hashes& users, const std::string& name)
{
    auto own = users.find(name);
    if (own != users.end()) return own->second.reveal();
    // Costs may differ from user to user; a name then has the same one every time.
    auto some = std::hash<std::string>()(name) % users.size();
    return std::next(users.begin(), static_cast<std::ptrdiff_t>(some))->second.reveal();
}

bool known_passwords::is_known(const claimed_user& user, const std::string& hash) const
{
    std::lock_guard lock(mutex_);
    auto found = entries_.find(user.name);
    return found != entries_.end() && same_bytes(found->second.hash, hash) &&
           same_bytes(found->second.password.reveal(), user.password.reveal());
}

void known_passwords::remember(const claimed_user& user, const std::string& hash)
{
    std::lock_guard lock(mutex_);
    entries_[user.name] = {hash, user.password};
}

}
