#include "routeros/tls.hpp"

#include "routeros/digest.hpp"
#include "routeros/tls_contexts.hpp"
#include "runtime/letter_case.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/system/system_error.hpp>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace routeros {
namespace ssl = boost::asio::ssl;

namespace {

// RouterOS generates certificates that stricter levels refuse, and its anonymous suites have no
// level at all. DEFAULT excludes anonymous suites for good: nothing behind it can let them in
// again.
const char* cipher_list(tls_mode mode)
{
    switch (mode) {
    case tls_mode::anonymous:
        return "ADH:@SECLEVEL=0";
    case tls_mode::pin:
    case tls_mode::insecure:
        return "DEFAULT:@SECLEVEL=0";
    case tls_mode::verify:
    case tls_mode::off:
        break;
    }
    return "DEFAULT";
}

std::shared_ptr<ssl::context> make_context(const tls_settings& settings)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
    auto* native = context->native_handle();
    if (SSL_CTX_set_cipher_list(native, cipher_list(settings.mode)) != 1)
        raise(errc::tls_refused, "OpenSSL has none of the ciphers");
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    if (settings.mode == tls_mode::anonymous) {
        // TLS 1.3 knows no anonymous suite and would be negotiated regardless of the list; old
        // RouterOS offers nothing above TLS 1.0 here.
        SSL_CTX_set_min_proto_version(native, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(native, TLS1_2_VERSION);
    }
    if (settings.mode != tls_mode::verify) return context;

    context->set_verify_mode(ssl::verify_peer);
    boost::system::error_code error;
    if (settings.ca_file.empty())
        context->set_default_verify_paths(error);
    else
        context->load_verify_file(settings.ca_file, error);
    if (error) raise(errc::certificate_rejected, settings.ca_file + ": " + error.message());
    return context;
}

// SSL_set_tlsext_host_name is a macro with C's casts in it.
void set_server_name(SSL* tls, std::string name)
{
    SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
}

// "AB:CD" and "abcd" are the same fingerprint.
std::string plain_fingerprint(std::string text)
{
    std::erase(text, ':');
    return runtime::lower_case(std::move(text));
}

std::string fingerprint_of(X509* certificate)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1) return {};
    return to_hex({reinterpret_cast<const char*>(digest), size});
}

}

std::shared_ptr<ssl::context> tls_contexts::get(const tls_settings& settings)
{
    auto& known = contexts_[{settings.mode, settings.ca_file}];
    auto context = known.lock();
    if (!context) {
        context = make_context(settings);
        known = context;
    }
    return context;
}

void expect_peer(SSL* tls, const tls_settings& settings, const std::string& host)
{
    const auto& name = settings.server_name.empty() ? host : settings.server_name;
    boost::system::error_code not_an_address;
    boost::asio::ip::make_address(name, not_an_address);
    if (not_an_address) set_server_name(tls, name);
    if (settings.mode != tls_mode::verify) return;
    auto set = not_an_address ? SSL_set1_host(tls, name.c_str())
                              : X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), name.c_str());
    if (set != 1) raise(errc::certificate_rejected, "cannot check for the name " + name);
}

std::optional<failure> check_peer(SSL* tls, const tls_settings& settings)
{
    if (settings.mode == tls_mode::anonymous) return std::nullopt;
    auto* certificate = SSL_get0_peer_certificate(tls);
    if (!certificate)
        return failure(errc::certificate_rejected,
                       "the router showed none; tls.mode: anonymous accepts that");
    if (settings.mode != tls_mode::pin) return std::nullopt;
    auto shown = fingerprint_of(certificate);
    if (shown == plain_fingerprint(settings.fingerprint_sha256)) return std::nullopt;
    return failure(errc::certificate_rejected, "its SHA-256 fingerprint is " + shown);
}

failure
handshake_failure(SSL* tls, const tls_settings& settings, const boost::system::error_code& error)
{
    // OpenSSL notes a verdict in every mode; only `verify` asked for it.
    auto verdict = SSL_get_verify_result(tls);
    if (settings.mode == tls_mode::verify && verdict != X509_V_OK)
        return {errc::certificate_rejected, X509_verify_cert_error_string(verdict)};
    if (error.category() == boost::asio::error::get_ssl_category() &&
        ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_WRONG_VERSION_NUMBER)
        return {errc::wrong_port, "it does not speak TLS: use api-ssl's port, or tls.mode: off"};
    return {errc::tls_refused, error.message()};
}

}
