// A fleet of two routers behind the exporter's HTTP side, and a client that sees every byte.
#pragma once

#include "exporter/endpoints.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"
#include "tests/unit/exporter/kept_log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

namespace fixture {

struct served_fleet : kept_log {
    fleet routers{{router("r1"), router("r<2>")}};
    exporter::self_metrics metrics{"0.1.0"};
    std::unique_ptr<exporter::endpoints> http = start({.listen = "127.0.0.1:0"});

    std::unique_ptr<exporter::endpoints>
    start(const exporter::endpoint_settings& settings,
          const std::function<exporter::reload_outcome()>& reload = {})
    {
        auto started =
            exporter::endpoints::start(settings, {routers.store, metrics, "0.1.0", log, reload});
        BOOST_REQUIRE(started.has_value());
        return std::move(*started);
    }

    // The answer as it comes over the wire.
    std::string send(const std::string& request) const
    {
        boost::asio::io_context io;
        boost::asio::ip::tcp::socket socket(io);
        socket.connect({boost::asio::ip::address_v4::loopback(), http->port()});
        boost::system::error_code error;
        boost::asio::write(socket, boost::asio::buffer(request), error);
        std::string answer;
        boost::asio::read(socket, boost::asio::dynamic_buffer(answer), error);
        return answer;
    }

    std::string get(const std::string& target, const std::string& headers = "") const
    {
        return send("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }
};

inline std::string head(const std::string& answer)
{
    return answer.substr(0, answer.find("\r\n\r\n") + 2);
}

// The body, put together from its chunks where it has any.
inline std::string body(const std::string& answer)
{
    auto rest = answer.substr(answer.find("\r\n\r\n") + 4);
    if (head(answer).find("chunked") == std::string::npos) return rest;
    std::string out;
    for (;;) {
        auto length = std::stoul(rest, nullptr, 16);
        rest.erase(0, rest.find("\r\n") + 2);
        if (length == 0) return rest == "\r\n" ? out : "chunks do not end well";
        out += rest.substr(0, length);
        rest.erase(0, length + 2);
    }
}

}
