// api-ssl: with a certificate, or anonymous as a router without one (protocol reference 2.3).
#pragma once

#include "tests/simulator/link.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>
#include <vector>

namespace boost::asio::ssl {
class context;
}

namespace simulator {

struct certificate {
    std::string pem; // with the chain
    std::string key_pem;
    std::string fingerprint; // SHA-256, lower-case hexadecimal
};

struct certificate_wish {
    std::string common_name;
    std::vector<std::string> addresses; // IP addresses of the subject alternative name
    std::vector<std::string> names;     // and host names
    long valid_from = -3600;            // seconds from now
    long valid_to = 365L * 86'400;
};

// Self-signed, as a router makes them. Throws std::runtime_error when OpenSSL will not.
certificate make_certificate(const certificate_wish& wish);
certificate read_certificate(const std::string& pem_file, const std::string& key_file);

using tls_context = std::shared_ptr<boost::asio::ssl::context>;
tls_context with_certificate(const certificate& c);
tls_context anonymous();

std::unique_ptr<link> tls_link(boost::asio::ip::tcp::socket socket, tls_context context);

}
