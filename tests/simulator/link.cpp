#include "tests/simulator/link.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace simulator {
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

class plain : public link {
public:
    explicit plain(tcp::socket socket) : socket_(std::move(socket)) {}

    awaitable<void> open() override { co_return; }

    awaitable<std::size_t> read(std::span<char> space) override
    {
        auto buffer = asio::buffer(space.data(), space.size());
        co_return co_await socket_.async_read_some(buffer, use_awaitable);
    }

    awaitable<void> write(std::string_view bytes) override
    {
        auto buffer = asio::buffer(bytes);
        co_await asio::async_write(socket_, buffer, use_awaitable);
    }

    void close() override { close_socket(socket_); }
    void reset() override { reset_socket(socket_); }

private:
    tcp::socket socket_;
};

}

std::unique_ptr<link> plain_link(tcp::socket socket)
{
    return std::make_unique<plain>(std::move(socket));
}

// Both leave alone what is closed already: the peer may have been quicker.
void close_socket(tcp::socket& socket)
{
    boost::system::error_code ignored;
    socket.shutdown(tcp::socket::shutdown_both, ignored);
    socket.close(ignored);
}

void reset_socket(tcp::socket& socket)
{
    boost::system::error_code ignored;
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

}
