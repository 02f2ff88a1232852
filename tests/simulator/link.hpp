// A client's byte stream: TCP, or TLS over it.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace simulator {

class link {
public:
    virtual ~link() = default;

    virtual boost::asio::awaitable<void> open() = 0; // the handshake
    // At least one byte. Ends and errors of the stream are thrown as system_error.
    virtual boost::asio::awaitable<std::size_t> read(std::span<char> space) = 0;
    virtual boost::asio::awaitable<void> write(std::string_view bytes) = 0;
    virtual void close() = 0; // FIN
    virtual void reset() = 0; // RST
};

std::unique_ptr<link> plain_link(boost::asio::ip::tcp::socket socket);

void close_socket(boost::asio::ip::tcp::socket& socket);
void reset_socket(boost::asio::ip::tcp::socket& socket);

}
