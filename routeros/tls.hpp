// TLS as api-ssl needs it (protocol reference 2.3).
#pragma once

#include "routeros/endpoint.hpp"
#include "routeros/failure.hpp"

#include <openssl/types.h>

#include <optional>
#include <string>

namespace routeros {

// To be called before the handshake: the name the certificate must carry (verify), and SNI.
void expect_peer(SSL* tls, const tls_settings& settings, const std::string& host);

// To be called after the handshake and before the first byte. A handshake can succeed without any
// certificate when an anonymous suite was chosen, and OpenSSL then reports "verified": every mode
// but `anonymous` therefore insists on a certificate, and `pin` on this one.
std::optional<failure> check_peer(SSL* tls, const tls_settings& settings);

// What a failed handshake means: the router's certificate, or something else.
failure
handshake_failure(SSL* tls, const tls_settings& settings, const boost::system::error_code& error);

}
