#include "tests/simulator/settings.hpp"

#include "tests/simulator/profile.hpp"
#include "tests/simulator/request.hpp"

#include <boost/asio/ip/address_v4.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

namespace simulator {
namespace {

using value = std::string_view;
using complaint = std::optional<std::string>; // what the value must be

template <class Number>
complaint read_number(value text, Number& into)
{
    Number number{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return "must be a number";
    into = number;
    return std::nullopt;
}

complaint read_tls_kind(value text, tls_kind& into)
{
    constexpr std::array kinds{"off", "certificate", "anonymous"};
    auto found = std::find(kinds.begin(), kinds.end(), text);
    if (found == kinds.end()) return "must be off, certificate or anonymous";
    into = static_cast<tls_kind>(found - kinds.begin());
    return std::nullopt;
}

complaint read_user(value text, user_table& into)
{
    auto u = parse_user(text);
    if (!u) return "must be NAME:PASSWORD or NAME:PASSWORD:POLICY,POLICY";
    into[u->first] = u->second;
    return std::nullopt;
}

complaint read_fault(value text, faults& into)
{
    auto split = text.find('=');
    if (split == value::npos) return "must be NAME=VALUE";
    if (auto wrong = set_fault(into, text.substr(0, split), text.substr(split + 1)))
        return ": " + *wrong;
    return std::nullopt;
}

complaint read_profile_name(value text, std::string& into)
{
    auto names = profile_names();
    if (std::find(names.begin(), names.end(), text) == names.end())
        return "must be one that --list-profiles shows";
    into = text;
    return std::nullopt;
}

complaint keep(value text, std::string& into)
{
    into = text;
    return std::nullopt;
}

complaint read_file(value path, settings& into)
{
    std::string file(path);
    std::ifstream in(file, std::ios::binary);
    if (!in) return "cannot be read";
    std::string text{std::istreambuf_iterator<char>(in), {}};
    config::mistakes wrong;
    read_settings(text, file, into, wrong);
    if (wrong.empty()) return std::nullopt;
    config::sort(wrong);
    std::string all = "is not as it should be:";
    for (const auto& m : wrong)
        all += "\n" + m.text();
    return all;
}

struct option {
    std::string_view name;
    std::string_view what;
    std::string_view help;
    complaint (*read)(value, settings&, group&);
};

constexpr option options[]{
    {"config",
     "FILE",
     "groups of routers and everything below, as YAML",
     [](value v, settings& s, group&) { return read_file(v, s); }},
    {"routers",
     "N",
     "routers (1)",
     [](value v, settings&, group& g) { return read_number(v, g.count); }},
    {"profile",
     "NAME",
     "what they are (ccr2004-7.4)",
     [](value v, settings&, group& g) { return read_profile_name(v, g.profile); }},
    {"name",
     "NAME",
     "routers are NAME-0001, NAME-0002, ... (sim)",
     [](value v, settings&, group& g) { return keep(v, g.name); }},
    {"sessions",
     "N",
     "PPPoE sessions on each (20)",
     [](value v, settings&, group& g) { return read_number(v, g.sessions); }},
    {"churn",
     "RATE",
     "logins and logouts per second on each (0)",
     [](value v, settings&, group& g) { return read_number(v, g.churn); }},
    {"fault",
     "NAME=VALUE",
     "what they do wrong; may be repeated",
     [](value v, settings&, group& g) { return read_fault(v, g.faults); }},
    {"user",
     "NAME:PASSWORD[:POLICIES]",
     "a user; may be repeated",
     [](value v, settings& s, group&) { return read_user(v, s.users); }},
    {"address",
     "IP",
     "the first address; it counts up (127.10.0.1)",
     [](value v, settings& s, group&) { return keep(v, s.address); }},
    {"port",
     "PORT",
     "the port on every address (8728)",
     [](value v, settings& s, group&) { return read_number(v, s.port); }},
    {"ports-from",
     "PORT",
     "all on one address; ports count up, or are free ones if 0",
     [](value v, settings& s, group&) { return read_number(v, s.ports_from.emplace()); }},
    {"tls",
     "KIND",
     "off, certificate or anonymous (off)",
     [](value v, settings& s, group&) { return read_tls_kind(v, s.tls.kind); }},
    {"tls-port",
     "PORT",
     "the port for TLS (8729)",
     [](value v, settings& s, group&) { return read_number(v, s.tls.port); }},
    {"tls-certificate",
     "FILE",
     "a certificate, instead of a self-signed one",
     [](value v, settings& s, group&) { return keep(v, s.tls.certificate_file); }},
    {"tls-key",
     "FILE",
     "its key",
     [](value v, settings& s, group&) { return keep(v, s.tls.key_file); }},
    {"tls-name",
     "NAME",
     "common name of the self-signed certificate (router)",
     [](value v, settings& s, group&) { return keep(v, s.tls.name); }},
    {"tls-alternatives",
     "LIST",
     "its further names and addresses",
     [](value v, settings& s, group&) {
         s.tls.alternative_names = split_list(v);
         return complaint();
     }},
    {"tls-valid-from",
     "SECONDS",
     "from now (-3600)",
     [](value v, settings& s, group&) { return read_number(v, s.tls.valid_from); }},
    {"tls-valid-to",
     "SECONDS",
     "from now (a year)",
     [](value v, settings& s, group&) { return read_number(v, s.tls.valid_to); }},
    {"tls-write",
     "FILE",
     "where to write the certificate",
     [](value v, settings& s, group&) { return keep(v, s.tls.write_to); }},
    {"control",
     "HOST:PORT",
     "where the control port listens",
     [](value v, settings& s, group&) { return keep(v, s.control); }},
    {"ready-file",
     "FILE",
     "write the line of JSON here, not to standard output",
     [](value v, settings& s, group&) { return keep(v, s.ready_file); }},
    {"seed",
     "N",
     "of everything that looks like chance (1)",
     [](value v, settings& s, group&) { return read_number(v, s.seed); }},
};

const option* find_option(std::string_view name)
{
    auto found = std::find_if(
        std::begin(options), std::end(options), [&](const option& o) { return o.name == name; });
    return found == std::end(options) ? nullptr : found;
}

class argument_reader {
public:
    explicit argument_reader(std::span<const char* const> words) : words_(words) {}

    arguments read()
    {
        result_.settings.users = default_users();
        while (next_ < words_.size())
            read_one(words_[next_++]);
        // A file's groups, or the one that the options describe.
        if (result_.settings.groups.empty()) result_.settings.groups.push_back(group_);
        if (result_.settings.tls.certificate_file.empty() != result_.settings.tls.key_file.empty())
            result_.mistakes.emplace_back("--tls-certificate and --tls-key belong together");
        return std::move(result_);
    }

private:
    void read_one(std::string_view word)
    {
        if (word == "--help") result_.what = request_kind::help;
        if (word == "--list-profiles") result_.what = request_kind::list_profiles;
        if (word == "--help" || word == "--list-profiles") return;
        auto split = word.find('=');
        auto name = word.substr(0, split);
        const auto* o = name.starts_with("--") ? find_option(name.substr(2)) : nullptr;
        if (!o) {
            result_.mistakes.push_back("there is no option " + std::string(name));
            return;
        }
        if (split == std::string_view::npos && next_ == words_.size()) {
            result_.mistakes.push_back(std::string(name) + " needs a value");
            return;
        }
        auto text = split == std::string_view::npos ? std::string_view(words_[next_++])
                                                    : word.substr(split + 1);
        if (auto wrong = o->read(text, result_.settings, group_))
            result_.mistakes.push_back(std::string(name) + " " + std::string(text) + " " + *wrong);
    }

    std::span<const char* const> words_;
    std::size_t next_ = 0;
    arguments result_;
    group group_;
};

}

arguments parse_arguments(std::span<const char* const> words)
{
    return argument_reader(words).read();
}

std::string usage()
{
    std::string text = "usage: routeros-simulator [options]\n\n";
    for (const auto& o : options) {
        std::string left = "  --" + std::string(o.name) + " " + std::string(o.what);
        left.resize(std::max<std::size_t>(left.size() + 2, 40), ' ');
        text += left + std::string(o.help) + "\n";
    }
    text += "  --list-profiles                       the names of the profiles\n";
    text += "  --help\n";
    return text;
}

user_table default_users()
{
    user_table users;
    users["admin"] = {.password = "", .policies = all_policies()};
    users["mikroscope"] = {.password = "s3cret", .policies = {"read", "api", "test"}};
    users["mikroscope-commands"] = {.password = "s3cret",
                                    .policies = {"read", "write", "api", "reboot"}};
    return users;
}

std::optional<std::string> address_after(const std::string& first, std::uint32_t steps)
{
    boost::system::error_code error;
    auto address = boost::asio::ip::make_address_v4(first, error);
    if (error || address.to_uint() > 0xFFFFFFFFU - steps) return std::nullopt;
    return boost::asio::ip::address_v4(address.to_uint() + steps).to_string();
}

}
