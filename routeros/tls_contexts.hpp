#pragma once

#include "routeros/endpoint.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace boost::asio::ssl {
class context;
}

namespace routeros {

// TLS contexts, shared by all sessions of one kind: a context holds a whole certificate store. One
// that no session uses any more is let go, so that a changed CA file is read again. One thread.
class tls_contexts {
public:
    // Throws system_error(certificate_rejected) when the CA file cannot be read.
    std::shared_ptr<boost::asio::ssl::context> get(const tls_settings& settings);

private:
    std::map<std::pair<tls_mode, std::string>, std::weak_ptr<boost::asio::ssl::context>> contexts_;
};

}
