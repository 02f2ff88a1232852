#include "config/web_users.hpp"

#include "config/yaml_map.hpp"

namespace config {
namespace {

// $2y$10$ and 53 characters of salt and hash.
bool is_bcrypt(std::string_view text)
{
    constexpr std::string_view alphabet =
        "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    auto is_known =
        text.starts_with("$2a$") || text.starts_with("$2b$") || text.starts_with("$2y$");
    if (!is_known || text.size() != 60 || text[6] != '$') return false;
    auto cost = text.substr(4, 2);
    return cost >= "04" && cost <= "31" && cost[1] >= '0' && cost[1] <= '9' &&
           text.find_first_not_of(alphabet, 7) == std::string_view::npos;
}

}

void read_web_users(const yaml_value& value, web_users& out)
{
    for (const auto& [name, key, hash] : yaml_map(value).all()) {
        if (name.find(':') != std::string::npos)
            key.refuse("a user's name cannot have a colon: it ends the name in the request");
        auto text = hash.confidential().text();
        if (!text) continue;
        if (!is_bcrypt(*text))
            hash.confidential().expected("a bcrypt hash, as `htpasswd -nBC 10 \"\"` makes it");
        out[name] = {runtime::secret(*std::move(text)), key.blank()};
    }
}

}
