// Where a router is and how to speak to it.
#pragma once

#include "runtime/secret.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace routeros {

enum class tls_mode : std::uint8_t {
    off,
    verify,    // certificate chain and host name
    pin,       // SHA-256 of the certificate
    insecure,  // encrypted, certificate not looked at
    anonymous, // api-ssl without a certificate: ADH, no protection against an active attacker
};

enum class login_mode : std::uint8_t {
    automatic, // plain first; the challenge where an old router answers with one
    plain,     // RouterOS 6.43 and later
    challenge, // before 6.45.1; the password never travels
};

struct tls_settings {
    tls_mode mode = tls_mode::off;
    std::string ca_file;     // verify: empty means the system's store
    std::string server_name; // verify: the name the certificate must carry; empty means the host
    std::string fingerprint_sha256; // pin: 64 hexadecimal digits, colons allowed

    bool operator==(const tls_settings&) const = default;
};

struct timeouts {
    std::chrono::milliseconds connect{5'000}; // resolve, TCP and TLS together
    std::chrono::milliseconds login{10'000};
    std::chrono::milliseconds command{30'000};
    std::chrono::milliseconds keep_alive{10'000}; // silence after which the router is asked
    std::chrono::milliseconds answer{15'000}; // how long it may take to answer that, or a cancel

    bool operator==(const timeouts&) const = default;
};

// Of RouterOS' services api and api-ssl, unless somebody moves them.
inline constexpr std::uint16_t api_port = 8728;
inline constexpr std::uint16_t api_ssl_port = 8729;

struct endpoint {
    std::string host;
    std::uint16_t port = api_port;
    tls_settings tls;
    login_mode login = login_mode::automatic;
    std::string username;
    runtime::secret password;
    routeros::timeouts timeouts;

    bool operator==(const endpoint&) const = default;
};

}
