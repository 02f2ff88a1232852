#include "config/inheritable.hpp"

#include "config/address.hpp"
#include "config/files.hpp"
#include "runtime/letter_case.hpp"

#include <array>

namespace config {
namespace {

using namespace std::chrono_literals;
using routeros::login_mode;
using routeros::tls_mode;

constexpr std::array<choice<tls_mode>, 5> tls_modes{{{"off", tls_mode::off},
                                                     {"verify", tls_mode::verify},
                                                     {"pin", tls_mode::pin},
                                                     {"insecure", tls_mode::insecure},
                                                     {"anonymous", tls_mode::anonymous}}};

constexpr std::array<choice<login_mode>, 3> login_modes{{{"auto", login_mode::automatic},
                                                         {"plain", login_mode::plain},
                                                         {"challenge", login_mode::challenge}}};

constexpr std::size_t largest_certificates = 16U << 20;

// Which mode each key of `tls` belongs to.
struct tls_key {
    const char* name;
    tls_mode mode;
    const char* mode_name;
};
constexpr std::array<tls_key, 3> keys_of_modes{{{"ca_file", tls_mode::verify, "verify"},
                                                {"server_name", tls_mode::verify, "verify"},
                                                {"fingerprint_sha256", tls_mode::pin, "pin"}}};

std::optional<std::string> read_fingerprint(const yaml_value& v)
{
    auto text = v.text();
    if (!text) return std::nullopt;
    auto digits = runtime::lower_case(*text);
    std::erase(digits, ':');
    if (digits.size() == 64 && digits.find_first_not_of("0123456789abcdef") == std::string::npos)
        return digits;
    v.expected("64 hexadecimal digits, with or without colons");
    return std::nullopt;
}

std::optional<std::string> read_ca_file(const yaml_value& v, const std::string& fleet_file)
{
    auto path = v.text();
    if (!path) return std::nullopt;
    auto whole = beside(fleet_file, *path);
    auto content = read_file(whole, largest_certificates);
    if (content.has_value()) return whole;
    v.refuse("cannot be read: " + content.error().why);
    return std::nullopt;
}

void refuse_foreign_keys(yaml_map& map, tls_mode mode)
{
    for (const auto& key : keys_of_modes)
        if (auto v = map.find(key.name); v && mode != key.mode)
            v->refuse("belongs to tls mode " + std::string(key.mode_name) + ": the mode here is " +
                      std::string(tls_modes[static_cast<std::size_t>(mode)].name));
}

void read_tls(const yaml_value& value,
              inheritable& values,
              const std::string& fleet_file,
              reach where)
{
    yaml_map map(value);
    auto& tls = values.tls;
    auto mode_known = true;
    if (auto v = map.find("mode")) {
        auto mode = choose(*v, tls_modes);
        mode_known = mode.has_value();
        tls.mode = mode.value_or(tls.mode);
        values.tls_mode = v;
    }
    if (auto v = map.find("ca_file")) tls.ca_file = read_ca_file(*v, fleet_file).value_or("");
    if (auto v = map.find("server_name")) {
        tls.server_name = v->text(253).value_or("");
        if (!tls.server_name.empty() && !is_host(tls.server_name))
            v->expected("a host name or an IP address");
    }
    // Any other after a mistake, lest it be reported as missing too.
    if (auto v = map.find("fingerprint_sha256"))
        tls.fingerprint_sha256 = read_fingerprint(*v).value_or(std::string(64, '0'));
    for (const auto& key : keys_of_modes)
        if (auto v = map.find(key.name)) values.tls_keys.insert_or_assign(key.name, *v);
    auto decided = map.has("mode") || (where == reach::one_router && values.tls_mode);
    if (mode_known && decided) refuse_foreign_keys(map, tls.mode);
    map.finish();
}

struct timeout_key {
    const char* name;
    std::chrono::milliseconds routeros::timeouts::*member;
    std::chrono::milliseconds most;
};
constexpr std::array<timeout_key, 5> timeout_keys{
    {{"connect", &routeros::timeouts::connect, 2min},
     {"login", &routeros::timeouts::login, 2min},
     {"command", &routeros::timeouts::command, 10min},
     {"keep_alive", &routeros::timeouts::keep_alive, 1h},
     {"answer", &routeros::timeouts::answer, 2min}}};

void read_timeouts(const yaml_value& value, routeros::timeouts& timeouts)
{
    yaml_map map(value);
    for (const auto& key : timeout_keys)
        if (auto v = map.find(key.name))
            if (auto duration = v->duration(10ms, key.most)) timeouts.*key.member = *duration;
    map.finish();
}

void read_collect(const yaml_value& value, cadences& out, const std::set<std::string>& known)
{
    for (const auto& [name, key, cadence] : yaml_map(value).all()) {
        check_collector(name, key, known);
        if (cadence.node().text == "off")
            out[name] = 0ms;
        else if (cadence.node().text == "on")
            out[name] = own_cadence;
        else if (auto every = cadence.duration(100ms, 24h))
            out[name] = *every;
    }
}

void refuse_beyond(const std::optional<yaml_value>& shorter,
                   const std::optional<yaml_value>& longer,
                   bool is_beyond,
                   const char* text)
{
    if (is_beyond && (shorter || longer)) (shorter ? shorter : longer)->refuse(text);
}

void read_backoff(const yaml_value& value, runtime::restart_settings& out)
{
    yaml_map map(value);
    auto initial = map.find("initial");
    auto most = map.find("most");
    if (initial) out.initial = initial->duration(10ms, 1h).value_or(out.initial);
    if (most) out.ceiling = most->duration(10ms, 24h).value_or(out.ceiling);
    if (auto v = map.find("stable_after"))
        out.stable_after = v->duration(1s, 24h).value_or(out.stable_after);
    refuse_beyond(initial, most, out.initial > out.ceiling, "initial is longer than most");
    map.finish();
}

void read_breaker(const yaml_value& value, runtime::breaker_settings& out)
{
    const auto& word = value.node().text;
    // One that was off further away is on from here.
    if (word == "off" || out.failures == 0)
        out.failures = word == "off" ? 0 : runtime::breaker_settings{}.failures;
    if (word == "off" || word == "on") return;
    yaml_map map(value);
    if (auto v = map.find("failures"))
        out.failures = static_cast<unsigned>(v->integer(1, 1'000).value_or(out.failures));
    auto open = map.find("open");
    auto most = map.find("most_open");
    if (open) out.open = open->duration(10ms, 24h).value_or(out.open);
    if (most) out.most_open = most->duration(10ms, 24h).value_or(out.most_open);
    refuse_beyond(open, most, out.open > out.most_open, "open is longer than most_open");
    map.finish();
}

}

limits given_limits::over(const limits& usual) const
{
    return {.commands_in_flight = commands_in_flight.value_or(usual.commands_in_flight),
            .sentences_per_second = sentences_per_second.value_or(usual.sentences_per_second)};
}

void read_limits(const yaml_value& value, given_limits& out)
{
    yaml_map map(value);
    if (auto v = map.find("commands_in_flight"))
        if (auto n = v->integer(1, 64)) out.commands_in_flight = static_cast<std::uint32_t>(*n);
    if (auto v = map.find("sentences_per_second"))
        if (auto n = v->integer(1, 10'000))
            out.sentences_per_second = static_cast<std::uint32_t>(*n);
    map.finish();
}

void check_collector(const std::string& name,
                     const yaml_value& key,
                     const std::set<std::string>& known)
{
    if (known.contains(name)) return;
    std::vector<std::string> names(known.begin(), known.end());
    key.refuse("no collector is called " + quoted(name) + "; known are " + listed(names));
}

void read_inheritable(yaml_map& map,
                      inheritable& values,
                      const inheritable_context& context,
                      reach where)
{
    if (auto v = map.find("port"))
        if (auto port = v->integer(1, 65'535)) values.port = static_cast<std::uint16_t>(*port);
    if (auto v = map.find("credentials"))
        if (auto name = v->text()) {
            context.logins.check(*name, *v);
            values.login_as = v;
        }
    if (auto v = map.find("tls")) read_tls(*v, values, context.file, where);
    if (auto v = map.find("login")) values.login = choose(*v, login_modes).value_or(values.login);
    if (auto v = map.find("timeouts")) read_timeouts(*v, values.timeouts);
    if (auto v = map.find("limits")) read_limits(*v, values.limits);
    if (auto v = map.find("backoff")) read_backoff(*v, values.backoff);
    if (auto v = map.find("breaker")) read_breaker(*v, values.breaker);
    if (auto v = map.find("collect")) read_collect(*v, values.collect, context.collectors);
}

void apply(const inheritable& values, const limits& usual, router& to)
{
    auto usual_port =
        values.tls.mode == tls_mode::off ? routeros::api_port : routeros::api_ssl_port;
    to.endpoint.port = values.port.value_or(usual_port);
    to.endpoint.tls = values.tls;
    to.endpoint.login = values.login;
    to.endpoint.timeouts = values.timeouts;
    to.limits = values.limits.over(usual);
    to.backoff = values.backoff;
    to.breaker = values.breaker;
    to.collect = values.collect;
}

void check_inherited(const inheritable& values)
{
    const auto& tls = values.tls;
    if (tls.mode == tls_mode::pin && tls.fingerprint_sha256.empty())
        values.tls_mode->refuse("pin needs fingerprint_sha256: the certificate's SHA-256");
    if (values.tls_mode) return;
    // Whoever gives these wants TLS, and would not have it.
    for (const auto& key : keys_of_modes)
        if (auto at = values.tls_keys.find(key.name); at != values.tls_keys.end())
            at->second.refuse("belongs to tls mode " + std::string(key.mode_name) +
                              ": no mode is given, so that it is off");
}

}
