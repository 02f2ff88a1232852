// From the web configuration file's tls_server_config to what OpenSSL needs.
#pragma once

#include "config/web_config.hpp"

#include <boost/system/result.hpp>
#include <openssl/types.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace boost::asio::ssl {
class context;
}

namespace exporter {

struct server_tls {
    std::shared_ptr<boost::asio::ssl::context> context;
    std::chrono::system_clock::time_point expires; // of the first certificate to do so
};

// Reads certificate, key and authorities. A mistake has the place of the key that names the file.
boost::system::result<server_tls, config::mistake> make_server_tls(const config::web_tls& settings);

// After the handshake: whether the client's certificate has one of the names; any where none are
// given.
bool has_allowed_name(SSL* tls, const std::vector<std::string>& allowed);

}
