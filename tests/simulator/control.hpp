// The control port: HTTP by civetweb on its own threads, each request handed to the event loop.
#pragma once

#include "tests/simulator/control_api.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>

namespace simulator {

class control {
public:
    // Listens on "host:port", port 0 for a free one. Throws std::runtime_error when it cannot.
    control(boost::asio::io_context& loop, simulation& s, const std::string& where);
    ~control();

    std::string address() const; // "127.0.0.1:41234"

    // Waits for the requests in progress, for which the loop must run: not to be called on it.
    void stop();

private:
    struct server;
    std::unique_ptr<server> server_;
};

}
