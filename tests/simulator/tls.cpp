// All of the simulator's OpenSSL.
#include "tests/simulator/tls.hpp"

#include "runtime/freed_by.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace simulator {
namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

using runtime::freed_by;
using x509_pointer = std::unique_ptr<X509, freed_by<X509_free>>;
using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using bio_pointer = std::unique_ptr<BIO, freed_by<BIO_free>>;
using extension_pointer = std::unique_ptr<X509_EXTENSION, freed_by<X509_EXTENSION_free>>;

void require(bool done, const char* what)
{
    if (!done) throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

std::string text_of(BIO* memory)
{
    char* data = nullptr;
    auto length = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(length)};
}

std::string fingerprint_of(const X509* certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    require(X509_digest(certificate, EVP_sha256(), digest.data(), &length) == 1, "take a digest");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 15U];
    }
    return text;
}

void name_it(X509* certificate, const std::string& common_name)
{
    auto* name = X509_get_subject_name(certificate);
    std::vector<unsigned char> bytes(common_name.begin(), common_name.end());
    auto length = static_cast<int>(bytes.size());
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes.data(), length, -1, 0) == 1,
            "name the certificate");
    require(X509_set_issuer_name(certificate, name) == 1, "name the issuer");
}

void extend(X509* certificate, int what, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    extension_pointer extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()));
    require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

std::string alternative_names(const certificate_wish& wish)
{
    std::string list;
    auto add = [&](const char* kind, const std::string& value) {
        if (!list.empty()) list += ",";
        list += kind + value;
    };
    for (const auto& address : wish.addresses)
        add("IP:", address);
    for (const auto& name : wish.names)
        add("DNS:", name);
    return list;
}

std::string read_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class tls : public link {
public:
    tls(tcp::socket socket, tls_context context)
        : context_(std::move(context)), stream_(std::move(socket), *context_)
    {
    }

    awaitable<void> open() override
    {
        co_await stream_.async_handshake(ssl::stream_base::server, use_awaitable);
    }

    awaitable<std::size_t> read(std::span<char> space) override
    {
        auto buffer = asio::buffer(space.data(), space.size());
        co_return co_await stream_.async_read_some(buffer, use_awaitable);
    }

    awaitable<void> write(std::string_view bytes) override
    {
        auto buffer = asio::buffer(bytes);
        co_await asio::async_write(stream_, buffer, use_awaitable);
    }

    // Without close_notify, as routers do (protocol reference 2.3).
    void close() override { close_socket(stream_.next_layer()); }
    void reset() override { reset_socket(stream_.next_layer()); }

private:
    tls_context context_;
    ssl::stream<tcp::socket> stream_;
};

}

certificate make_certificate(const certificate_wish& wish)
{
    key_pointer key(EVP_RSA_gen(2048));
    x509_pointer x(X509_new());
    require(key && x, "make a key");
    X509_set_version(x.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x.get()), wish.valid_from);
    X509_gmtime_adj(X509_getm_notAfter(x.get()), wish.valid_to);
    require(X509_set_pubkey(x.get(), key.get()) == 1, "set the key");
    name_it(x.get(), wish.common_name);
    extend(x.get(), NID_basic_constraints, "critical,CA:TRUE");
    auto alternatives = alternative_names(wish);
    if (!alternatives.empty()) extend(x.get(), NID_subject_alt_name, alternatives);
    require(X509_sign(x.get(), key.get(), EVP_sha256()) > 0, "sign the certificate");

    bio_pointer pem(BIO_new(BIO_s_mem()));
    bio_pointer key_pem(BIO_new(BIO_s_mem()));
    require(PEM_write_bio_X509(pem.get(), x.get()) == 1, "write the certificate");
    require(PEM_write_bio_PrivateKey(
                key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
            "write the key");
    return {text_of(pem.get()), text_of(key_pem.get()), fingerprint_of(x.get())};
}

certificate read_certificate(const std::string& pem_file, const std::string& key_file)
{
    certificate c{read_file(pem_file), read_file(key_file), {}};
    bio_pointer pem(BIO_new_mem_buf(c.pem.data(), static_cast<int>(c.pem.size())));
    x509_pointer x(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr));
    if (!x) throw std::runtime_error(pem_file + " holds no certificate in PEM form");
    c.fingerprint = fingerprint_of(x.get());
    return c;
}

tls_context with_certificate(const certificate& c)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    context->use_certificate_chain(asio::buffer(c.pem));
    context->use_private_key(asio::buffer(c.key_pem), ssl::context::pem);
    return context;
}

tls_context anonymous()
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* native = context->native_handle();
    require(SSL_CTX_set_cipher_list(native, "ADH:@SECLEVEL=0") == 1, "use anonymous suites");
    SSL_CTX_set_dh_auto(native, 1);
    return context;
}

std::unique_ptr<link> tls_link(tcp::socket socket, tls_context context)
{
    return std::make_unique<tls>(std::move(socket), std::move(context));
}

}
