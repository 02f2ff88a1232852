#include "config/credentials.hpp"

#include "config/files.hpp"

#include <algorithm>

namespace config {
namespace {

constexpr std::size_t longest_password = 4096;

std::optional<runtime::secret> password_in(const std::string& path, const yaml_value& where)
{
    auto text = read_file(path, longest_password);
    if (text.has_error()) {
        where.refuse("cannot be read: " + text.error().why);
        return std::nullopt;
    }
    if (text->ends_with('\n')) text->pop_back();
    if (text->ends_with('\r')) text->pop_back();
    if (text->empty()) {
        where.refuse("the file is empty: write the password into it");
        return std::nullopt;
    }
    return runtime::secret(*std::move(text));
}

}

void credentials::read(const yaml_value& value,
                       const std::string& file,
                       const load_options& options)
{
    file_ = file;
    options_ = &options;
    for (const auto& [name, key, fields] : yaml_map(value.confidential()).all()) {
        yaml_map map(fields);
        read_entry(entries_[name], map);
        map.finish();
    }
}

void credentials::read_entry(entry& e, yaml_map& map) const
{
    if (auto v = map.require("username")) e.username = v->text(longest_username).value_or("");
    auto given = map.has("password") + map.has("password_file") + map.has("password_env");
    if (given != 1 && map.self().is_map())
        map.refuse("must have exactly one of password, password_file, password_env");
    if (auto v = map.find("password"))
        if (auto text = v->any_text()) e.password = runtime::secret(*std::move(text));
    for (auto key : {"password_file", "password_env"})
        if (auto v = map.find(key); v && v->text()) {
            e.source = v;
            e.from_environment = std::string_view(key) == "password_env";
        }
}

void credentials::fetch(entry& e) const
{
    auto where = *e.source;
    e.source.reset();
    const auto& name = where.node().text;
    if (!e.from_environment) {
        e.password = password_in(beside(file_, name), where);
        return;
    }
    auto value = options_->environment ? options_->environment(name) : std::nullopt;
    if (value && !value->empty())
        e.password = runtime::secret(*std::move(value));
    else
        where.refuse("the environment variable is not set: set it for the program");
}

bool credentials::check(const std::string& name, const yaml_value& where) const
{
    if (entries_.contains(name)) return true;
    std::vector<std::string> names(entries_.size());
    std::transform(entries_.begin(), entries_.end(), names.begin(), [](const auto& known) {
        return known.first;
    });
    where.refuse("no credentials are called " + quoted(name) + "; " +
                 (names.empty() ? "there are none" : "known are " + listed(names)));
    return false;
}

std::optional<login> credentials::find(const std::string& name)
{
    auto found = entries_.find(name);
    if (found == entries_.end()) return std::nullopt;
    auto& e = found->second;
    if (e.source) fetch(e);
    if (!e.password) return std::nullopt;
    return login{e.username, *e.password};
}

}
