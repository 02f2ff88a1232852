#include "routeros/transport.hpp"

#include "routeros/failure.hpp"
#include "routeros/network.hpp"
#include "routeros/tls.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/open_files.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <netinet/tcp.h>
#include <optional>
#include <vector>

namespace routeros {
namespace asio = boost::asio;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;

struct transport::parts {
    parts(const asio::any_io_executor& executor, const endpoint& e, network& n)
        : where(e), shared(n), socket(executor)
    {
    }

    awaitable<void> reach();
    awaitable<void> knock(tcp::endpoint candidate, error_code& error);
    awaitable<void> shake_hands();

    const endpoint& where;
    network& shared;
    bool named = false; // its addresses are known
    tcp::socket socket;
    std::shared_ptr<asio::ssl::context> context;
    std::optional<asio::ssl::stream<tcp::socket&>> tls;
};

namespace {

// Asio's and the system's errors in this library's words. operation_aborted is nobody's error:
// somebody cancelled.
[[noreturn]] void fail_to_connect(const error_code& error)
{
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    if (error == asio::error::connection_refused) raise(errc::connection_refused);
    if (error == asio::error::timed_out || error == errc::connect_timeout)
        raise(errc::connect_timeout);
    if (error == errc::out_of_files) raise(errc::out_of_files);
    raise(errc::unreachable, error.message());
}

// Refused where others would be left without: sessions that are up, and who asks over HTTP.
error_code open(tcp::socket& socket, const tcp& protocol)
{
    error_code error;
    socket.open(protocol, error);
    if (error == asio::error::no_descriptors ||
        error == boost::system::errc::too_many_files_open_in_system)
        return errc::out_of_files;
    if (!error && runtime::is_near_limit(socket.native_handle())) {
        socket.close(error);
        return errc::out_of_files;
    }
    return error;
}

[[noreturn]] void fail_in_transfer(const error_code& error)
{
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    // Routers close TLS without saying so (protocol reference 2.3).
    if (error == asio::error::eof || error == asio::ssl::error::stream_truncated)
        raise(errc::closed);
    if (error == asio::error::timed_out) raise(errc::silent, error.message());
    raise(errc::reset, error.message());
}

// A peer that lost power says nothing: the system asks after 10 s, three times, 5 s apart, and
// bytes that nobody acknowledges for 25 s end the connection too.
void watch_for_dead_peer(tcp::socket& socket)
{
    socket.set_option(tcp::no_delay(true));
    socket.set_option(asio::socket_base::keep_alive(true));
    auto set = [&](int option, int value) {
        ::setsockopt(socket.native_handle(), IPPROTO_TCP, option, &value, sizeof value);
    };
    set(TCP_KEEPIDLE, 10);
    set(TCP_KEEPINTVL, 5);
    set(TCP_KEEPCNT, 3);
    set(TCP_USER_TIMEOUT, 25'000);
}

awaitable<std::vector<tcp::endpoint>> resolve(runtime::name_resolver& names, const endpoint& where)
{
    std::vector<tcp::endpoint> found;
    error_code not_an_address;
    auto address = asio::ip::make_address(where.host, not_an_address);
    if (!not_an_address) {
        found.emplace_back(address, where.port);
        co_return found;
    }
    auto answer = co_await names.resolve(where.host);
    if (answer.addresses.empty()) raise(errc::name_not_found, where.host + ": " + answer.failure);
    found.reserve(answer.addresses.size());
    for (const auto& a : answer.addresses)
        found.emplace_back(a, where.port);
    co_return found;
}

}

// Each address gets an equal share of the time, so that one that swallows packets does not hide the
// next.
awaitable<void> transport::parts::reach()
{
    auto candidates = co_await resolve(shared.names, where);
    named = true;
    auto share = where.timeouts.connect /
                 static_cast<std::int64_t>(std::max<std::size_t>(candidates.size(), 1));
    error_code error = asio::error::host_not_found;
    for (const auto& candidate : candidates) {
        error_code closed;
        socket.close(closed);
        auto trying = knock(candidate, error);
        try {
            co_await runtime::within(share, std::move(trying), errc::connect_timeout);
        } catch (const boost::system::system_error& e) {
            error = e.code();
        }
        if (!error || error == asio::error::operation_aborted) break;
    }
    if (error) fail_to_connect(error);
    watch_for_dead_peer(socket);
}

awaitable<void> transport::parts::knock(tcp::endpoint candidate, error_code& error)
{
    error = open(socket, candidate.protocol());
    if (error) co_return;
    co_await socket.async_connect(candidate, redirect_error(use_awaitable, error));
}

awaitable<void> transport::parts::shake_hands()
{
    context = shared.tls.get(where.tls);
    tls.emplace(socket, *context);
    expect_peer(tls->native_handle(), where.tls, where.host);
    error_code error;
    co_await tls->async_handshake(asio::ssl::stream_base::client,
                                  redirect_error(use_awaitable, error));
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    if (error) handshake_failure(tls->native_handle(), where.tls, error).raise();
    if (auto wrong = check_peer(tls->native_handle(), where.tls)) wrong->raise();
}

transport::transport(const asio::any_io_executor& executor, const endpoint& where, network& shared)
    : parts_(std::make_unique<parts>(executor, where, shared))
{
}

transport::transport(transport&&) noexcept = default;
transport::~transport() = default;

awaitable<void> transport::connect()
{
    auto limit = parts_->where.timeouts.connect;
    auto begun = std::chrono::steady_clock::now();
    auto reaching = parts_->reach();
    try {
        co_await runtime::within(limit, std::move(reaching), errc::connect_timeout);
    } catch (const boost::system::system_error& e) {
        if (parts_->named || e.code() != errc::connect_timeout) throw;
        raise(errc::name_not_found, parts_->where.host + ": no answer from the name server");
    }
    if (parts_->where.tls.mode == tls_mode::off) co_return;

    auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun);
    auto left = std::max(limit - spent, std::chrono::milliseconds(1));
    auto shaking = parts_->shake_hands();
    co_await runtime::within(left, std::move(shaking), errc::tls_timeout);
}

awaitable<std::size_t> transport::read(std::span<char> space)
{
    error_code error;
    std::size_t count = 0;
    auto buffer = asio::buffer(space.data(), space.size());
    if (parts_->tls)
        count = co_await parts_->tls->async_read_some(buffer, redirect_error(use_awaitable, error));
    else
        count =
            co_await parts_->socket.async_read_some(buffer, redirect_error(use_awaitable, error));
    if (error) fail_in_transfer(error);
    co_return count;
}

awaitable<void> transport::write(std::string_view bytes)
{
    error_code error;
    auto buffer = asio::buffer(bytes.data(), bytes.size());
    if (parts_->tls)
        co_await asio::async_write(*parts_->tls, buffer, redirect_error(use_awaitable, error));
    else
        co_await asio::async_write(parts_->socket, buffer, redirect_error(use_awaitable, error));
    if (error) fail_in_transfer(error);
}

asio::any_io_executor transport::executor() const
{
    return parts_->socket.get_executor();
}

}
