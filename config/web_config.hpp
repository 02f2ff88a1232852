// The web configuration file, by the conventions that Prometheus and its exporters share: TLS,
// client certificates, users, header lines. Read as strictly as the fleet file.
#pragma once

#include "config/mistake.hpp"
#include "config/web_users.hpp"
#include "runtime/secret.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace config {

// What is said in PEM: in a file, or in the configuration itself.
struct pem_source {
    std::string file; // empty: `text` it is
    runtime::secret text;
    mistake place; // of the key that names it, for what is wrong with the content

    bool given() const { return !file.empty() || !text.empty(); }
    bool operator==(const pem_source&) const = default;
};

// Names and meaning are those of Go's crypto/tls.
enum class client_auth : std::uint8_t {
    none,
    request,
    require_any,
    verify_if_given,
    require_and_verify,
};

enum class tls_version : std::uint8_t { tls10, tls11, tls12, tls13 };

struct web_tls {
    pem_source certificate; // with the chain behind it
    pem_source key;
    pem_source client_ca;
    config::client_auth client_auth = client_auth::none;
    std::vector<std::string> client_allowed_sans; // empty: any
    tls_version min_version = tls_version::tls12;
    tls_version max_version = tls_version::tls13;
    std::vector<std::string> cipher_suites; // up to TLS 1.2, as IANA names them; empty: OpenSSL's
    bool prefer_server_cipher_suites = true;
    std::vector<std::string> curves; // as OpenSSL names them; empty: OpenSSL's

    bool operator==(const web_tls&) const = default;
};

// A token bucket over all requests.
struct rate_limit {
    std::chrono::milliseconds interval; // between two requests
    std::uint32_t burst = 1;

    bool operator==(const rate_limit&) const = default;
};

struct web_config {
    std::optional<web_tls> tls;
    std::optional<bool> http2; // asked for or not; there is none either way
    std::map<std::string, std::string> headers;
    web_users users; // they see everything
    std::optional<config::rate_limit> rate_limit;
};

boost::system::result<web_config, mistakes> load_web_config(const std::string& path);

// The same from text; `path` names it in messages and is what relative paths are relative to.
boost::system::result<web_config, mistakes> read_web_config(const std::string& text,
                                                            const std::string& path);

}
