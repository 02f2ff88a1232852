#include "config/imports/mktxp.hpp"

#include "config/credentials.hpp"
#include "config/files.hpp"
#include "config/imports/features.hpp"
#include "config/imports/ini_file.hpp"
#include "config/imports/mktxp_keys.hpp"
#include "config/imports/mktxp_system.hpp"
#include "config/yaml_map.hpp"

#include <algorithm>

namespace config::imports {
namespace {

constexpr std::size_t largest_credentials_file = 1U << 16;

bool is_none(const std::string& text)
{
    return text.empty() || text == "None" || text == "none";
}

constexpr std::string_view defaults_section = "default";
constexpr std::string_view new_defaults_section = "new_default_parameters";
constexpr std::string_view system_section = "MKTXP";

bool is_defaults(std::string_view section)
{
    return section == defaults_section || section == new_defaults_section;
}

class mktxp_reader {
public:
    explicit mktxp_reader(const source& from) : from_(from), routers_(fleet_, from) {}

    draft read()
    {
        routers_file_ = {from_.path, read_ini(from_.text, from_.path, from_.found)};
        if (routers_file_.find(system_section)) {
            refuse_system_file();
            return {};
        }
        for (const auto& section : routers_file_.sections)
            remark_on_keys(section, from_.path, mktxp_router_keys(), mktxp_features(), from_);
        fleet_.defaults = settings_of(defaults_section);
        if (auto port = fleet_.defaults.port; port == usual_port(fleet_.defaults.tls_mode))
            fleet_.defaults.port.reset();
        for (const auto& section : routers_file_.sections)
            if (!is_defaults(section.name)) read_router(section);
        read_mktxp_system(from_, fleet_);
        return std::move(fleet_);
    }

private:
    void refuse(const ini_setting& s, std::string message) const
    {
        from_.found.push_back(s.where().say(std::move(message)));
    }
    void remark(const ini_setting& s, std::string message) const
    {
        from_.remarks.push_back(s.where().say(std::move(message)));
    }
    void refuse_system_file() const
    {
        from_.found.push_back({from_.path,
                               routers_file_.find(system_section)->line,
                               1,
                               {},
                               "[MKTXP] is of mktxp's own settings: name the mktxp.conf with the "
                               "routers; this file is read too if it is beside it"});
    }

    // The section's own, unless it is empty, or else the defaults'.
    ini_setting look_up(std::string_view section, std::string_view key) const
    {
        if (auto s = routers_file_.look_up(section, key); s && !s.text().empty()) return s;
        if (auto s = routers_file_.look_up(defaults_section, key)) return s;
        return routers_file_.look_up(new_defaults_section, key);
    }

    bool flag(const ini_setting& s, bool usual) const
    {
        if (!s) return usual;
        auto on = read_switch(s.text());
        if (!on) refuse(s, "must be True or False");
        return on.value_or(usual);
    }

    // What a section's router would get, everything inherited.
    draft_settings settings_of(std::string_view section) const
    {
        draft_settings out;
        read_tls(section, out);
        out.port = port_of(look_up(section, "port"), from_);
        if (!flag(look_up(section, "plaintext_login"), true)) out.login = "challenge";
        out.login_as = login_of(section);
        out.collect = collect_of(switches_of(section), mktxp_features(), from_.collectors);
        return out;
    }

    void read_tls(std::string_view section, draft_settings& out) const
    {
        if (!flag(look_up(section, "use_ssl"), false)) return;
        auto anonymous = flag(look_up(section, "no_ssl_certificate"), false);
        auto verified = flag(look_up(section, "ssl_certificate_verify"), false);
        out.tls_mode = anonymous ? "anonymous" : verified ? "verify" : "insecure";
        if (out.tls_mode == "verify") out.ca_file = look_up(section, "ssl_ca_file").text();
    }

    std::optional<draft_login> login_of(std::string_view section) const
    {
        auto username = look_up(section, "username");
        auto password = look_up(section, "password");
        auto file = look_up(section, "credentials_file");
        if (file && !is_none(file.text())) return login_in(file);
        auto name = username.text();
        if (name.empty()) return std::nullopt;
        if (name.size() > longest_username || std::any_of(name.begin(), name.end(), is_control))
            refuse(username, "must be at most 256 bytes on one line, without control characters");
        return draft_login{name, password.text()};
    }

    // The YAML file that holds a router's username and password.
    std::optional<draft_login> login_in(const ini_setting& s) const
    {
        auto path = beside(from_.path, s.text());
        auto text = read_file(path, largest_credentials_file);
        if (text.has_error()) {
            refuse(s, "cannot be read: " + text.error().why);
            return std::nullopt;
        }
        auto document = read_yaml(*text, path, from_.found);
        if (!document) return std::nullopt;
        yaml_map map(yaml_value(*document, path, {}, from_.found).confidential());
        draft_login login;
        if (auto v = map.require("username"))
            login.username = v->text(longest_username).value_or("");
        if (auto v = map.require("password")) login.password = v->any_text().value_or("");
        return login;
    }

    switches switches_of(std::string_view section) const
    {
        switches set;
        for (const auto& feature : mktxp_features()) {
            auto s = look_up(section, feature.name);
            if (!s) continue;
            set[std::string(feature.name)] = flag(s, false);
        }
        return set;
    }

    void read_router(const ini_section& section)
    {
        place where{from_.path, section.line, 1, "[" + one_line(section.name) + "]"};
        if (!flag(look_up(section.name, "enabled"), true)) {
            from_.remarks.push_back(where.say("left out: enabled = False"));
            return;
        }
        draft_router r;
        r.name = section.name;
        auto host = look_up(section.name, "hostname");
        r.address = host ? host.text() : "localhost";
        r.settings = settings_of(section.name);
        if (!r.settings.login_as) {
            if (!look_up(section.name, "credentials_file"))
                from_.found.push_back(where.say("username is missing: here or under [default]"));
            return;
        }
        read_labels(section.name, r);
        remark_on_certificates(section.name, r.settings);
        leave_to_defaults(r.settings);
        routers_.add(std::move(r), where);
    }

    void read_labels(std::string_view section, draft_router& r) const
    {
        auto s = look_up(section, "custom_labels");
        if (!s || is_none(s.text())) return;
        for (std::string_view item : s.key->items) {
            auto colon = item.find_first_of(":=");
            if (colon == std::string::npos)
                remark(s, "left out: " + config::quoted(item) + " is no name:value");
            else
                add_label(r,
                          std::string(trimmed(item.substr(0, colon))),
                          std::string(trimmed(item.substr(colon + 1))),
                          s.where(),
                          from_);
        }
    }

    void remark_on_certificates(std::string_view section, const draft_settings& settings) const
    {
        auto check = look_up(section, "ssl_check_hostname");
        if (settings.tls_mode == "verify" && !flag(check, true))
            remark(check,
                   "left out: a verified certificate's name is always checked; if it is not the "
                   "address, give tls.server_name, or mode: pin");
    }

    // What the defaults say already need not be said again.
    void leave_to_defaults(draft_settings& own) const
    {
        const auto& usual = fleet_.defaults;
        auto usual_mode = usual.tls_mode.empty() ? "off" : usual.tls_mode;
        auto own_mode = own.tls_mode.empty() ? "off" : own.tls_mode;
        auto inherited = usual.port.value_or(usual_port(own_mode));
        // Without a port in either section it is the one that belongs to the defaults' TLS.
        if (own.port.value_or(usual.port.value_or(usual_port(usual_mode))) == inherited)
            own.port.reset();
        else if (!own.port)
            own.port = usual_port(usual_mode);
        own.tls_mode = own_mode == usual_mode && own.ca_file == usual.ca_file ? "" : own_mode;
        if (own.login == usual.login)
            own.login.clear();
        else if (own.login.empty())
            own.login = "auto";
        auto wanted = std::move(own.collect);
        own.collect.clear();
        for (const auto& collector : from_.collectors) {
            auto runs = [&](const std::map<std::string, bool>& said) {
                auto at = said.find(collector.name);
                return at == said.end() ? collector.enabled : at->second;
            };
            if (runs(wanted) != runs(usual.collect)) own.collect[collector.name] = runs(wanted);
        }
    }

    const source& from_;
    draft fleet_;
    router_list routers_;
    ini_file routers_file_;
};

}

draft read_mktxp(const source& from)
{
    return mktxp_reader(from).read();
}

}
