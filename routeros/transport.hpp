// Bytes to and from a router: TCP, or TLS over it. The only place of routeros/ that does I/O.
#pragma once

#include "routeros/endpoint.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace routeros {

struct network;

// Errors are thrown as boost::system::system_error with a routeros::errc; a cancelled operation
// throws operation_aborted. One read and one write may be in progress at a time.
class transport {
public:
    transport(const boost::asio::any_io_executor& executor, const endpoint& where, network& shared);
    transport(transport&&) noexcept;
    ~transport();

    // Resolves, connects and shakes hands, all within timeouts.connect. `where` must outlive the
    // call.
    boost::asio::awaitable<void> connect();

    // At least one byte. The end of the stream is errc::closed.
    boost::asio::awaitable<std::size_t> read(std::span<char> space);
    boost::asio::awaitable<void> write(std::string_view bytes);

    boost::asio::any_io_executor executor() const;

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

}
