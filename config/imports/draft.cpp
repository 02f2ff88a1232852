#include "config/imports/draft.hpp"

#include "config/address.hpp"
#include "config/mistake.hpp"

#include <algorithm>
#include <array>

namespace config::imports {
namespace {

std::string in_quotation_marks(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "\"";
    for (auto c : text) {
        if (is_control(c)) {
            auto byte = static_cast<unsigned char>(c);
            out += {'\\', 'x', digits[byte / 16U], digits[byte % 16U]};
            continue;
        }
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

// As people would write it: bare where no YAML reader takes it for anything but this text.
std::string scalar(const std::string& text)
{
    constexpr std::array words{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
    auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto harmless = [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '/';
    };
    auto is_word = [&](const char* word) {
        return std::equal(text.begin(),
                          text.end(),
                          word,
                          word + std::string_view(word).size(),
                          [](char a, char b) { return (a | 0x20) == b; });
    };
    auto address = is_host(text) && std::count(text.begin(), text.end(), '.') == 3;
    if (text.empty() || !std::all_of(text.begin(), text.end(), harmless) ||
        (!letter(text.front()) && text.front() != '/' && !address) ||
        std::any_of(words.begin(), words.end(), is_word))
        return in_quotation_marks(text);
    return text;
}

// {a: b, c: d}
class flow_map {
public:
    void add(const std::string& key, const std::string& value)
    {
        text_ += (text_.empty() ? "" : ", ") + key + ": " + value;
    }
    bool empty() const { return text_.empty(); }
    std::string text() const { return "{" + text_ + "}"; }

private:
    std::string text_;
};

class fleet_writer {
public:
    explicit fleet_writer(const draft& fleet) : fleet_(fleet) {}

    std::string write()
    {
        out_ = "# Made from " + one_line(fleet_.origin) +
               " by mikroscope-exporter --config.import. All that may stand here is in\n"
               "# config/mikroscope.yml; all that is wrong with it is said by --config.check.\n\n";
        name_logins();
        write_credentials();
        write_defaults();
        if (!fleet_.listen.empty())
            out_ += "exporter:\n  listen: " + in_quotation_marks(fleet_.listen) + "\n\n";
        out_ += "routers:\n";
        for (const auto& r : fleet_.routers)
            write_router(r);
        return std::move(out_);
    }

private:
    struct named_login {
        draft_login login;
        std::string name;
    };

    const draft_login* login_of(const draft_router& r) const
    {
        const auto& own = r.settings.login_as;
        const auto& usual = fleet_.defaults.login_as;
        return own ? &*own : usual ? &*usual : nullptr;
    }

    const std::string* name_of(const draft_login& login) const
    {
        for (const auto& known : logins_)
            if (known.login == login) return &known.name;
        return nullptr;
    }

    // The first is `telemetry`, the others are called as the first router that uses them.
    void name_logins()
    {
        for (const auto& r : fleet_.routers) {
            const auto* login = login_of(r);
            if (!login || name_of(*login)) continue;
            auto name = logins_.empty() ? "telemetry" : r.name;
            auto taken = [&](const named_login& l) { return l.name == name; };
            while (std::any_of(logins_.begin(), logins_.end(), taken))
                name += "-2";
            logins_.push_back({*login, name});
        }
        const auto& usual = fleet_.defaults.login_as;
        default_login_ = usual ? name_of(*usual) : &logins_.front().name;
    }

    void write_credentials()
    {
        out_ += "# Better than a password in here is a file that only mikroscope may read:\n"
                "# {username: ..., password_file: /etc/mikroscope/telemetry.pass}\n"
                "credentials:\n";
        for (const auto& [login, name] : logins_)
            out_ += "  " + scalar(name) + ": {username: " + scalar(login.username) +
                    ", password: " + in_quotation_marks(login.password) + "}\n";
        out_ += "\n";
    }

    static std::string tls_of(const draft_settings& s)
    {
        flow_map tls;
        tls.add("mode", s.tls_mode);
        if (!s.ca_file.empty()) tls.add("ca_file", in_quotation_marks(s.ca_file));
        return tls.text();
    }

    void write_defaults()
    {
        const auto& d = fleet_.defaults;
        std::string lines;
        if (default_login_) lines += "  credentials: " + scalar(*default_login_) + "\n";
        if (d.port) lines += "  port: " + std::to_string(*d.port) + "\n";
        if (!d.tls_mode.empty()) lines += "  tls: " + tls_of(d) + "\n";
        if (!d.login.empty()) lines += "  login: " + d.login + "\n";
        if (!fleet_.connect_timeout.empty())
            lines += "  timeouts: {connect: " + fleet_.connect_timeout + "}\n";
        if (!d.collect.empty()) lines += "  collect:\n";
        for (const auto& [collector, runs] : d.collect)
            lines += "    " + collector + (runs ? ": on\n" : ": off\n");
        if (!lines.empty()) out_ += "defaults:\n" + lines + "\n";
    }

    void write_router(const draft_router& r)
    {
        const auto& s = r.settings;
        auto line = [&](const char* key, const std::string& value) {
            out_ += std::string("    ") + key + ": " + value + "\n";
        };
        out_ += "  - name: " + scalar(r.name) + "\n";
        line("address", scalar(r.address));
        if (s.port) line("port", std::to_string(*s.port));
        if (!r.site.empty()) line("site", scalar(r.site));
        if (const auto* login = login_of(r); login && name_of(*login) != default_login_)
            line("credentials", scalar(*name_of(*login)));
        if (!s.tls_mode.empty()) line("tls", tls_of(s));
        if (!s.login.empty()) line("login", s.login);
        flow_map labels;
        for (const auto& [name, value] : r.labels)
            labels.add(name, scalar(value));
        if (!labels.empty()) line("labels", labels.text());
        flow_map collect;
        for (const auto& [collector, runs] : s.collect)
            collect.add(collector, runs ? "on" : "off");
        if (!collect.empty()) line("collect", collect.text());
    }

    const draft& fleet_;
    std::string out_;
    std::vector<named_login> logins_;
    const std::string* default_login_ = nullptr;
};

}

std::string fleet_file_of(const draft& fleet)
{
    return fleet_writer(fleet).write();
}

}
