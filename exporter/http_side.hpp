// The exporter's HTTP side as a whole: the pages, who may see them, and TLS in front of them where
// the web configuration asks for it.
#pragma once

#include "exporter/endpoints.hpp"
#include "exporter/web_policy.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace exporter {

struct web_settings {
    std::string file;                         // empty: no web configuration
    std::shared_ptr<const web_policy> policy; // what is in it
};

// Every mistake in the file and in the certificates it names. No path: no web configuration.
boost::system::result<web_settings, config::mistakes> read_web_settings(const std::string& path);

class http_side {
public:
    // `policy` is null without a web configuration. All must outlive it.
    static boost::system::result<std::unique_ptr<http_side>, refusal>
    start(endpoint_settings settings,
          web_policy_file* policy,
          const tenant_users& tenants,
          const page_sources& sources);
    ~http_side();
    http_side(const http_side&) = delete;

    // Nobody new is served from now on.
    void stop_taking();

    // Waits for the answers begun, until the deadline at most. False: not all have ended, and will
    // be cut off.
    bool finish(std::chrono::steady_clock::time_point deadline);

    std::uint16_t port() const;
    bool has_tls() const;

private:
    struct parts;
    explicit http_side(std::unique_ptr<parts> p);

    std::unique_ptr<parts> parts_;
};

}
