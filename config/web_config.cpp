#include "config/web_config.hpp"

#include "config/files.hpp"
#include "config/yaml_map.hpp"

#include <algorithm>
#include <array>

namespace config {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t largest_file = 1U << 20;

constexpr std::array<choice<client_auth>, 6> client_auth_types{{
    {"NoClientCert", client_auth::none},
    {"RequestClientCert", client_auth::request},
    {"RequireAnyClientCert", client_auth::require_any},
    {"VerifyClientCertIfGiven", client_auth::verify_if_given},
    {"RequireAndVerifyClientCert", client_auth::require_and_verify},
    {"RequireClientCert", client_auth::require_any}, // an older name
}};

constexpr std::array<choice<tls_version>, 4> versions{{
    {"TLS10", tls_version::tls10},
    {"TLS11", tls_version::tls11},
    {"TLS12", tls_version::tls12},
    {"TLS13", tls_version::tls13},
}};

// What Go calls secure. Those of TLS 1.3 cannot be chosen there: they are always on.
constexpr std::array<std::string_view, 13> cipher_suites{
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
};

constexpr std::array<choice<std::string_view>, 4> curves{{
    {"CurveP256", "P-256"},
    {"CurveP384", "P-384"},
    {"CurveP521", "P-521"},
    {"X25519", "X25519"},
}};

class web_reader {
public:
    explicit web_reader(const std::string& path) : path_(path) {}

    boost::system::result<web_config, mistakes> read(const std::string& text);

private:
    void read(const yaml_value& root);
    void read_tls(const yaml_value& value);
    void check_clients(yaml_map& map, const web_tls& tls) const;
    pem_source read_pem(yaml_map& map, std::string_view text_key, std::string_view file_key) const;
    void read_http(const yaml_value& value);
    void read_header(const yaml_map::named& header);
    void read_rate_limit(const yaml_value& value);

    const std::string& path_;
    mistakes found_;
    web_config out_;
};

boost::system::result<web_config, mistakes> web_reader::read(const std::string& text)
{
    auto root = read_yaml(text, path_, found_, {.bytes = largest_file});
    // An empty file asks for nothing.
    if (root && root->what != yaml_node::kind::nothing) read(yaml_value(*root, path_, {}, found_));
    if (found_.empty()) return std::move(out_);
    sort(found_);
    return found_;
}

void web_reader::read(const yaml_value& root)
{
    yaml_map map(root);
    if (auto v = map.find("tls_server_config")) read_tls(*v);
    if (auto v = map.find("http_server_config")) read_http(*v);
    if (auto v = map.find("basic_auth_users")) read_web_users(*v, out_.users);
    if (auto v = map.find("rate_limit")) read_rate_limit(*v);
    map.finish();
}

void web_reader::read_tls(const yaml_value& value)
{
    yaml_map map(value);
    auto& tls = out_.tls.emplace();
    tls.certificate = read_pem(map, "cert", "cert_file");
    tls.key = read_pem(map, "key", "key_file");
    if (value.is_map() && !map.has("cert") && !map.has("cert_file"))
        map.refuse("must have cert_file (or cert)");
    if (value.is_map() && !map.has("key") && !map.has("key_file"))
        map.refuse("must have key_file (or key)");
    tls.client_ca = read_pem(map, "client_ca", "client_ca_file");
    if (auto v = map.find("client_auth_type"))
        tls.client_auth = choose(*v, client_auth_types).value_or(client_auth::none);
    if (auto v = map.find("client_allowed_sans"))
        for (const auto& san : v->items())
            if (auto text = san.text(1024)) tls.client_allowed_sans.push_back(*text);
    check_clients(map, tls);
    if (auto v = map.find("min_version"))
        tls.min_version = choose(*v, versions).value_or(tls.min_version);
    if (auto v = map.find("max_version")) {
        tls.max_version = choose(*v, versions).value_or(tls.max_version);
        if (tls.max_version < tls.min_version) v->refuse("must not be below min_version");
    }
    if (auto v = map.find("cipher_suites"))
        for (const auto& suite : v->items())
            if (auto index = suite.one_of(cipher_suites))
                tls.cipher_suites.emplace_back(cipher_suites[*index]);
    if (auto v = map.find("prefer_server_cipher_suites"))
        tls.prefer_server_cipher_suites = v->flag().value_or(true);
    if (auto v = map.find("curve_preferences"))
        for (const auto& curve : v->items())
            if (auto name = choose(curve, curves)) tls.curves.emplace_back(*name);
    map.finish();
}

// Settings that look as if they guarded something, and do not.
void web_reader::check_clients(yaml_map& map, const web_tls& tls) const
{
    auto verifies = tls.client_auth == client_auth::verify_if_given ||
                    tls.client_auth == client_auth::require_and_verify;
    auto requires_one = tls.client_auth == client_auth::require_any ||
                        tls.client_auth == client_auth::require_and_verify;
    if (verifies && !tls.client_ca.given() && !map.has("client_ca") && !map.has("client_ca_file"))
        map.find("client_auth_type")->refuse("needs client_ca_file (or client_ca)");
    if (tls.client_ca.given() && tls.client_auth == client_auth::none) {
        auto key = tls.client_ca.file.empty() ? "client_ca" : "client_ca_file";
        map.find(key)->refuse("does nothing without client_auth_type: "
                              "RequireAndVerifyClientCert is what you want");
    }
    if (!tls.client_allowed_sans.empty() && !requires_one)
        map.find("client_allowed_sans")
            ->refuse("needs client_auth_type: RequireAndVerifyClientCert or RequireAnyClientCert; "
                     "otherwise a client without a certificate gets in");
}

pem_source
web_reader::read_pem(yaml_map& map, std::string_view text_key, std::string_view file_key) const
{
    pem_source out;
    auto place = [&](const yaml_value& v) {
        out.place = {path_, v.node().line, v.node().column, v.path(), ""};
    };
    if (auto v = map.find(file_key))
        if (auto file = v->text()) {
            out.file = beside(path_, *file);
            place(*v);
        }
    if (auto v = map.find(text_key)) {
        if (map.has(file_key))
            v->refuse("there is " + std::string(file_key) + " too: remove one of them");
        else if (auto text = v->confidential().any_text()) {
            out.text = runtime::secret(*std::move(text));
            place(*v);
        }
    }
    return out;
}

void web_reader::read_http(const yaml_value& value)
{
    yaml_map map(value);
    if (auto v = map.find("http2")) out_.http2 = v->flag();
    if (auto v = map.find("headers"))
        for (const auto& header : yaml_map(*v).all())
            read_header(header);
    map.finish();
}

void web_reader::read_header(const yaml_map::named& header)
{
    const std::vector<std::string> names{"Content-Security-Policy",
                                         "Strict-Transport-Security",
                                         "X-Content-Type-Options",
                                         "X-Frame-Options",
                                         "X-XSS-Protection"};
    constexpr std::array<std::string_view, 2> frames{"deny", "sameorigin"};
    constexpr std::array<std::string_view, 1> content_types{"nosniff"};
    if (std::find(names.begin(), names.end(), header.name) == names.end())
        return header.key.refuse("cannot be set; there are " + listed(names));
    if (header.name == "X-Frame-Options" && !header.value.one_of(frames)) return;
    if (header.name == "X-Content-Type-Options" && !header.value.one_of(content_types)) return;
    if (auto text = header.value.text()) out_.headers[header.name] = *text;
}

void web_reader::read_rate_limit(const yaml_value& value)
{
    yaml_map map(value);
    rate_limit limit{0ms, 1};
    if (auto v = map.require("interval")) limit.interval = v->duration(0ms, 1h).value_or(0ms);
    if (auto v = map.require("burst"))
        limit.burst = static_cast<std::uint32_t>(v->integer(1, 1'000'000).value_or(1));
    if (limit.interval > 0ms) out_.rate_limit = limit;
    map.finish();
}

}

boost::system::result<web_config, mistakes> read_web_config(const std::string& text,
                                                            const std::string& path)
{
    return web_reader(path).read(text);
}

boost::system::result<web_config, mistakes> load_web_config(const std::string& path)
{
    auto text = read_file(path, largest_file);
    if (text.has_value()) return read_web_config(*text, path);
    return mistakes{{.file = path, .path = {}, .message = "cannot be read: " + text.error().why}};
}

}
