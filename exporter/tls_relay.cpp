#include "exporter/tls_relay.hpp"

#include "runtime/first_to_end.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace exporter {
namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t longest_head = 16 << 10;
constexpr std::size_t portion = 64 << 10;
constexpr std::chrono::milliseconds goodbye_timeout{1'000};

const error_code timed_out = asio::error::timed_out;

std::string address_of(const tcp::socket& socket)
{
    error_code gone;
    auto peer = socket.remote_endpoint(gone);
    return gone ? "unknown" : peer.address().to_string();
}

}

struct tls_relay::streams {
    explicit streams(tcp::socket s) : client(std::move(s)), behind(client.get_executor()) {}

    tcp::socket client;
    tcp::socket behind;
    // Keeps the context, which may be replaced meanwhile, alive.
    std::shared_ptr<const web_policy> policy;
    std::optional<ssl::stream<tcp::socket&>> tls;
};

// The connection's way into the HTTP side: admitted before it connects, and not a moment longer
// than its port is its own.
class tls_relay::admission {
public:
    explicit admission(admitted_ports& ports) : ports_(ports) {}
    admission(const admission&) = delete;
    ~admission()
    {
        if (port_ != 0) ports_.remove(port_);
    }
    void give(std::uint16_t port, const std::string& address)
    {
        port_ = port;
        ports_.add(port, address);
    }

private:
    admitted_ports& ports_;
    std::uint16_t port_ = 0;
};

tls_relay::tls_relay(tcp::socket client,
                     const front_settings& settings,
                     const front_services& services)
    : settings_(settings),
      services_(services),
      address_(address_of(client)),
      streams_(std::make_unique<streams>(std::move(client)))
{
}

tls_relay::~tls_relay() = default;

void tls_relay::cut()
{
    stage_ = stage::cut;
    error_code closed;
    streams_->client.close(closed);
}

awaitable<void> tls_relay::run()
{
    auto shaking = shake_hands();
    co_await runtime::within(settings_.handshake_timeout, std::move(shaking), timed_out);
    stage_ = stage::asking;
    auto reading = read_head();
    co_await runtime::within(settings_.request_timeout, std::move(reading), timed_out);
    stage_ = stage::served;
    admission admitted(services_.admitted); // ends before the sockets do
    co_await reach_behind(admitted);
    co_await relay();
    auto leaving = say_goodbye();
    co_await runtime::within(goodbye_timeout, std::move(leaving), timed_out);
}

awaitable<void> tls_relay::shake_hands()
{
    streams_->policy = services_.policy.current();
    streams_->client.set_option(tcp::no_delay(true));
    auto& tls = streams_->tls.emplace(streams_->client, *streams_->policy->tls->context);
    co_await tls.async_handshake(ssl::stream_base::server, use_awaitable);
    if (!has_allowed_name(tls.native_handle(), streams_->policy->config.tls->client_allowed_sans))
        throw boost::system::system_error(asio::error::no_permission,
                                          "the client's certificate has no allowed name");
}

// A client that is slow to ask occupies none of the HTTP side's threads.
awaitable<void> tls_relay::read_head()
{
    std::array<char, 4096> part{};
    auto room = asio::buffer(part);
    while (head_.size() < longest_head && head_.find("\r\n\r\n") == std::string::npos) {
        auto count = co_await streams_->tls->async_read_some(room, use_awaitable);
        head_.append(part.data(), count);
    }
}

awaitable<void> tls_relay::reach_behind(admission& admitted)
{
    auto& behind = streams_->behind;
    auto loopback = asio::ip::address_v4::loopback();
    behind.open(tcp::v4());
    behind.bind(tcp::endpoint(loopback, 0));
    admitted.give(behind.local_endpoint().port(), address_);
    auto target = tcp::endpoint(loopback, settings_.behind);
    co_await behind.async_connect(target, use_awaitable);
    behind.set_option(tcp::no_delay(true));
    auto bytes = asio::buffer(head_);
    co_await asio::async_write(behind, bytes, use_awaitable);
}

// The answer's end is the connection's.
awaitable<void> tls_relay::relay()
{
    std::vector<awaitable<void>> all;
    all.push_back(to_client());
    all.push_back(from_client());
    all.push_back(watch());
    co_await runtime::first_to_end(std::move(all));
}

awaitable<void> tls_relay::to_client()
{
    answer_.resize(portion);
    auto room = asio::buffer(answer_);
    error_code error;
    for (;;) {
        auto count =
            co_await streams_->behind.async_read_some(room, redirect_error(use_awaitable, error));
        if (error == asio::error::eof) co_return;
        if (error) throw boost::system::system_error(error);
        co_await send(count);
    }
}

awaitable<void> tls_relay::send(std::size_t count)
{
    for (std::size_t sent = 0; sent < count;) {
        stuck_since_ = steady_clock::now();
        auto part = asio::buffer(answer_.data() + sent, count - sent);
        sent += co_await streams_->tls->async_write_some(part, use_awaitable);
    }
    stuck_since_ = steady_clock::time_point::max();
}

// By close_notify the client knows a whole answer from one cut short. A shutdown also waits for the
// client's own, which not every client sends: hence the limit, which is nobody's failure.
awaitable<void> tls_relay::say_goodbye()
{
    error_code ignored;
    co_await streams_->tls->async_shutdown(redirect_error(use_awaitable, ignored));
}

// What comes behind the head; that the client sends no more is not that it wants no answer.
awaitable<void> tls_relay::from_client()
{
    std::array<char, 4096> bytes{};
    auto room = asio::buffer(bytes);
    error_code error;
    while (!error) {
        auto count =
            co_await streams_->tls->async_read_some(room, redirect_error(use_awaitable, error));
        if (error) break;
        auto part = asio::buffer(bytes.data(), count);
        co_await asio::async_write(streams_->behind, part, use_awaitable);
    }
    if (error == asio::error::operation_aborted) throw boost::system::system_error(error);
    co_await runtime::pause(settings_.answer_timeout);
}

// Ends the connection when the client takes nothing for too long, or takes too long over it all.
awaitable<void> tls_relay::watch()
{
    asio::steady_timer timer(streams_->client.get_executor());
    auto last = steady_clock::now() + settings_.answer_timeout;
    for (;;) {
        auto now = steady_clock::now();
        auto is_stuck = stuck_since_ < now && now - stuck_since_ >= settings_.idle_timeout;
        if (is_stuck || now >= last) throw boost::system::system_error(timed_out);
        // Whatever begins to be stuck meanwhile is seen at most this much late.
        timer.expires_at(std::min(last, now + settings_.idle_timeout / 4));
        co_await timer.async_wait(use_awaitable);
    }
}

}
