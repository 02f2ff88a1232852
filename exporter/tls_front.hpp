// Where TLS ends: accepts connections, shakes hands, and relays to the HTTP side on a loopback
// port. Has a thread and an event loop of its own, so that a page of 48 MB does not keep a router
// waiting.
#pragma once

#include "exporter/admitted_ports.hpp"
#include "exporter/request.hpp"
#include "exporter/self_metrics.hpp"
#include "exporter/web_policy.hpp"
#include "runtime/logger.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace exporter {

struct front_settings {
    std::string listen;       // host:port
    std::uint16_t behind = 0; // the HTTP side's port on 127.0.0.1
    // At the limit the connection that has waited longest for its request gives way to a new one.
    std::size_t connections = 100;
    std::chrono::milliseconds handshake_timeout{10'000};
    std::chrono::milliseconds request_timeout{10'000}; // to send the head of a request
    std::chrono::milliseconds idle_timeout{10'000};    // to take any of the answer
    std::chrono::milliseconds answer_timeout{75'000};  // for the whole of it
};

// What the front shares with others; outlives it.
struct front_services {
    web_policy_file& policy;
    admitted_ports& admitted;
    self_metrics& metrics;
    const runtime::logger& log;
};

class tls_front {
public:
    static boost::system::result<std::unique_ptr<tls_front>, refusal>
    start(const front_settings& settings, const front_services& services);

    // Cuts off what is going on.
    ~tls_front();
    tls_front(const tls_front&) = delete;

    // Accepts nobody from now on, and sends away who has not asked yet.
    void stop_taking();

    // After that: waits for the answers begun, until the deadline at most. False: not all have
    // ended.
    bool finish(std::chrono::steady_clock::time_point deadline);

    std::uint16_t port() const;

private:
    struct parts;
    explicit tls_front(std::unique_ptr<parts> p);

    std::unique_ptr<parts> parts_;
};

}
