// The exporter's HTTP side: /metrics, health, and a page for people. civetweb's threads serve it;
// they only read snapshots. TLS is never switched on here, and Debian's civetweb serves IPv4 only.
#pragma once

#include "exporter/pages.hpp"
#include "exporter/query.hpp"
#include "exporter/verdict.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace exporter {

struct endpoint_settings {
    std::string listen = "127.0.0.1:9436";
    unsigned threads = 16; // as many requests at a time
    std::chrono::milliseconds request_timeout{
        10'000}; // to send a request, or to take any of its answer
    std::chrono::milliseconds answer_timeout{60'000}; // to take the whole answer
    std::chrono::milliseconds ready_after{10'000}; // ready even if a router was not tried by then
    // Asked before anything is answered, by every thread; none: all are welcome.
    std::function<verdict(const visitor&)> gate = nullptr;
};

class endpoints {
public:
    // The refusal says why nothing listens: a malformed address, a port in use.
    static boost::system::result<std::unique_ptr<endpoints>, refusal>
    start(const endpoint_settings& settings, page_sources sources);

    // Cuts off the answers being given: civetweb writes no more when it is to stop.
    ~endpoints();
    endpoints(const endpoints&) = delete;

    // Requests are answered with 503 from now on.
    void stop_taking();

    // Waits for the answers begun, until the deadline at most. False: not all have ended.
    bool finish(std::chrono::steady_clock::time_point deadline);

    std::uint16_t port() const;

private:
    struct server;
    explicit endpoints(std::unique_ptr<server> s);

    std::unique_ptr<server> server_;
};

}
