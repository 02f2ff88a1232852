#include "exporter/tls_context.hpp"

#include "config/files.hpp"
#include "runtime/freed_by.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <optional>

namespace exporter {
namespace ssl = boost::asio::ssl;
using config::client_auth;
using config::mistake;

namespace {

constexpr std::size_t largest_pem = 1U << 20;

using runtime::freed_by;
using bio_pointer = std::unique_ptr<BIO, freed_by<BIO_free>>;
using x509_pointer = std::unique_ptr<X509, freed_by<X509_free>>;
using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;

template <class T>
using checked = boost::system::result<T, mistake>;

mistake wrong(const config::pem_source& source, std::string message)
{
    auto out = source.place;
    out.message = config::one_line(std::move(message));
    return out;
}

std::string name_of(const config::pem_source& source)
{
    return source.file.empty() ? "it" : source.file;
}

std::string last_error()
{
    auto code = ERR_get_error();
    ERR_clear_error();
    const char* reason = ERR_reason_error_string(code);
    return reason ? reason : "OpenSSL does not say why";
}

checked<std::string> content(const config::pem_source& source)
{
    if (source.file.empty()) return {boost::system::in_place_value, source.text.reveal()};
    auto text = config::read_file(source.file, largest_pem);
    if (text.has_error())
        return wrong(source, source.file + " cannot be read: " + text.error().why);
    return {boost::system::in_place_value, *std::move(text)};
}

bio_pointer memory(const std::string& text)
{
    return bio_pointer(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// No question for a password on the terminal.
int no_password(char*, int, int, void*)
{
    return 0;
}

checked<std::vector<x509_pointer>> certificates_in(const config::pem_source& source)
{
    auto text = content(source);
    if (text.has_error()) return text.error();
    auto bio = memory(*text);
    std::vector<x509_pointer> out;
    ERR_clear_error();
    while (x509_pointer next{PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)})
        out.push_back(std::move(next));
    auto last = ERR_peek_last_error();
    auto is_end = ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE;
    if (!is_end)
        return wrong(source, name_of(source) + " holds a broken certificate: " + last_error());
    ERR_clear_error();
    if (out.empty()) return wrong(source, name_of(source) + " holds no certificate in PEM");
    return out;
}

std::chrono::system_clock::time_point expiry(const X509* certificate)
{
    std::tm when{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &when) != 1) return {};
    return std::chrono::system_clock::from_time_t(timegm(&when));
}

checked<std::chrono::system_clock::time_point> use_certificate(SSL_CTX* context,
                                                               const config::pem_source& source)
{
    auto read = certificates_in(source);
    if (read.has_error()) return read.error();
    const auto& chain = *read;
    if (SSL_CTX_use_certificate(context, chain.front().get()) != 1)
        return wrong(source, name_of(source) + " cannot be used: " + last_error());
    auto first = expiry(chain.front().get());
    for (std::size_t i = 1; i < chain.size(); ++i) {
        first = std::min(first, expiry(chain[i].get()));
        if (SSL_CTX_add1_chain_cert(context, chain[i].get()) != 1)
            return wrong(source, name_of(source) + " has an unusable chain: " + last_error());
    }
    return first;
}

std::optional<mistake> use_key(SSL_CTX* context, const config::pem_source& source)
{
    auto text = content(source);
    if (text.has_error()) return text.error();
    auto bio = memory(*text);
    key_pointer key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
    OPENSSL_cleanse(text->data(), text->size());
    auto is_usable = key && SSL_CTX_use_PrivateKey(context, key.get()) == 1 &&
                     SSL_CTX_check_private_key(context) == 1;
    ERR_clear_error();
    if (!key)
        return wrong(source, name_of(source) + " holds no private key in PEM without a password");
    if (!is_usable) return wrong(source, name_of(source) + " is not the key of the certificate");
    return std::nullopt;
}

int any_certificate(int, X509_STORE_CTX*)
{
    return 1;
}

std::optional<mistake> expect_clients(SSL_CTX* context, const config::web_tls& settings)
{
    auto type = settings.client_auth;
    if (type == client_auth::none) return std::nullopt;
    auto verifies = type == client_auth::verify_if_given || type == client_auth::require_and_verify;
    auto required = type == client_auth::require_any || type == client_auth::require_and_verify;
    SSL_CTX_set_verify(context,
                       SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                       verifies ? nullptr : any_certificate);
    if (!settings.client_ca.given()) return std::nullopt;
    auto authorities = certificates_in(settings.client_ca);
    if (authorities.has_error()) return authorities.error();
    for (const auto& authority : *authorities) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get());
        SSL_CTX_add_client_CA(context, authority.get());
    }
    return std::nullopt;
}

int number_of(config::tls_version version)
{
    constexpr std::array<int, 4> numbers{
        TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
    return numbers[static_cast<std::size_t>(version)];
}

// The list for TLS up to 1.2; empty when only suites of TLS 1.3 are named.
std::string cipher_list(const std::vector<std::string>& suites)
{
    std::string out;
    for (const auto& suite : suites) {
        if (!suite.starts_with("TLS_ECDHE_")) continue;
        if (!out.empty()) out += ':';
        out += OPENSSL_cipher_name(suite.c_str());
    }
    return out;
}

void choose_algorithms(SSL_CTX* context, const config::web_tls& settings)
{
    auto oldest = settings.min_version;
    auto ciphers = settings.cipher_suites.empty() ? "DEFAULT" : cipher_list(settings.cipher_suites);
    if (ciphers.empty()) oldest = std::max(oldest, config::tls_version::tls13);
    // Debian's OpenSSL has TLS below 1.2 at no other level.
    if (oldest < config::tls_version::tls12) ciphers += ":@SECLEVEL=0";
    SSL_CTX_set_min_proto_version(context, number_of(oldest));
    SSL_CTX_set_max_proto_version(context, number_of(settings.max_version));
    if (!ciphers.empty()) SSL_CTX_set_cipher_list(context, ciphers.c_str());
    auto groups = boost::algorithm::join(settings.curves, ":");
    if (!groups.empty()) SSL_CTX_set1_groups_list(context, groups.c_str());
    if (settings.prefer_server_cipher_suites)
        SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE);
}

// Every scrape is a connection of its own and no client of ours resumes one: so nothing is kept
// that a client could come back with after its certificate was revoked.
void forget_sessions(SSL_CTX* context)
{
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_num_tickets(context, 0);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

std::string text_of(const GENERAL_NAME& name)
{
    int type = 0;
    const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(&name, &type));
    if (type != GEN_DNS && type != GEN_EMAIL && type != GEN_URI && type != GEN_IPADD) return {};
    const auto* bytes = ASN1_STRING_get0_data(value);
    auto size = static_cast<std::size_t>(ASN1_STRING_length(value));
    if (type != GEN_IPADD) return {bytes, bytes + size};
    namespace ip = boost::asio::ip;
    ip::address_v4::bytes_type v4{};
    ip::address_v6::bytes_type v6{};
    if (size == v4.size()) {
        std::copy_n(bytes, size, v4.begin());
        return ip::address_v4(v4).to_string();
    }
    if (size != v6.size()) return {};
    std::copy_n(bytes, size, v6.begin());
    return ip::address_v6(v6).to_string();
}

}

boost::system::result<server_tls, mistake> make_server_tls(const config::web_tls& settings)
{
    server_tls out;
    out.context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* native = out.context->native_handle();
    choose_algorithms(native, settings);
    forget_sessions(native);
    auto expires = use_certificate(native, settings.certificate);
    if (expires.has_error()) return expires.error();
    out.expires = *expires;
    if (auto no = use_key(native, settings.key)) return *no;
    if (auto no = expect_clients(native, settings)) return *no;
    return out;
}

bool has_allowed_name(SSL* tls, const std::vector<std::string>& allowed)
{
    if (allowed.empty()) return true;
    const auto* certificate = SSL_get0_peer_certificate(tls);
    if (!certificate) return false;
    std::unique_ptr<GENERAL_NAMES, freed_by<GENERAL_NAMES_free>> names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    auto count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
    for (int i = 0; i < count; ++i) {
        auto name = text_of(*sk_GENERAL_NAME_value(names.get(), i));
        if (!name.empty() && std::find(allowed.begin(), allowed.end(), name) != allowed.end())
            return true;
    }
    return false;
}

}
