#include "tests/simulator/station.hpp"

#include "runtime/first_to_end.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace simulator {
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t most_held = 1000;

}

station::station(asio::io_context& loop,
                 const clock& time,
                 router_settings settings,
                 whereabouts where)
    : loop_(loop),
      clock_(time),
      router_(std::move(settings), time.now()),
      where_(std::move(where)),
      acceptor_(loop),
      tls_acceptor_(loop)
{
}

void station::open()
{
    listen(); // also one that refuses: to have its ports
    faults_changed();
}

void station::close()
{
    on_ = false;
    back_at_.reset();
    stop_listening();
    drop_connections();
}

void station::listen()
{
    listen_on(acceptor_, where_.port, false);
    if (where_.tls_port) listen_on(tls_acceptor_, *where_.tls_port, true);
    router_.listens_on(where_.port, where_.tls_port.value_or(0));
}

void station::listen_on(tcp::acceptor& acceptor, std::uint16_t& port, bool tls)
{
    if (acceptor.is_open()) return;
    tcp::endpoint endpoint(asio::ip::make_address(where_.address), port);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen();
    port = acceptor.local_endpoint().port();
    asio::co_spawn(loop_, accept(acceptor, tls), [](std::exception_ptr failure) {
        if (failure) std::rethrow_exception(failure);
    });
}

void station::stop_listening()
{
    error_code ignored;
    acceptor_.close(ignored);
    tls_acceptor_.close(ignored);
}

awaitable<void> station::accept(tcp::acceptor& acceptor, bool tls)
{
    for (;;) {
        error_code error;
        auto socket = co_await acceptor.async_accept(asio::redirect_error(use_awaitable, error));
        if (error == asio::error::operation_aborted || !acceptor.is_open()) co_return;
        if (error) { // out of descriptors: others may be closed meanwhile
            constexpr std::chrono::milliseconds while_others_close{50};
            co_await runtime::pause(while_others_close);
            continue;
        }
        welcome(std::move(socket), tls);
    }
}

void station::welcome(tcp::socket socket, bool tls)
{
    error_code gone;
    auto peer = socket.remote_endpoint(gone).address().to_string();
    ++router_.seen().accepted;
    if (!admits(peer)) return turn_away(std::move(socket));
    socket.set_option(tcp::no_delay(true), gone);
    auto link = tls ? tls_link(std::move(socket), where_.tls) : plain_link(std::move(socket));
    auto& one = connections_.emplace_back(
        loop_.get_executor(), std::move(link), router_, clock_, peer, ++serial_);
    auto place = std::prev(connections_.end());
    // A failure is the end of the stream, whichever way it came.
    asio::co_spawn(
        loop_, one.serve(), [this, place](std::exception_ptr) { connections_.erase(place); });
}

bool station::admits(const std::string& peer) const
{
    const auto& f = router_.faults();
    if (f.max_sessions > 0 && connections_.size() >= f.max_sessions) return false;
    return address_allowed(f.allow_from, peer);
}

void station::turn_away(tcp::socket socket)
{
    ++router_.seen().turned_away;
    if (router_.faults().when_denied == refusal::close || held_.size() >= most_held)
        close_socket(socket);
    else
        held_.push_back(std::move(socket));
}

void station::tick()
{
    auto now = clock_.now();
    if (back_at_ && now >= *back_at_) power_on();
    if (!on_) return;
    auto reboot = router_.reboot_at();
    if (reboot && now >= *reboot) return go_down_for_reboot();
    flap(now);
    router_.advance(now);
    if (announced_ == router_.changes().last()) return;
    announced_ = router_.changes().last();
    for (auto& c : connections_)
        c.wake_listeners();
}

void station::flap(moment now)
{
    auto every = moment(router_.faults().flap_ms);
    if (every.count() == 0 || now < next_flap_) return;
    next_flap_ = now + every;
    drop_connections();
}

void station::go_down_for_reboot()
{
    power_off(router_.faults().power_loss_silent);
    back_at_ = clock_.now() + moment(router_.faults().downtime_ms);
}

void station::power_off(bool silently)
{
    on_ = false;
    back_at_.reset();
    stop_listening();
    router_.set_off(true);
    if (!silently) drop_connections();
}

void station::power_on()
{
    back_at_.reset();
    if (on_) return;
    on_ = true;
    router_.set_off(false);
    for (auto& c : connections_) // a router that has just started knows nothing of them
        c.reset();
    router_.boot(clock_.now());
    if (!router_.faults().refuse) listen();
}

void station::drop_connections()
{
    for (auto& c : connections_)
        c.hang_up();
    held_.clear();
}

void station::set_tls(tls_context context, std::string fingerprint)
{
    where_.tls = std::move(context);
    where_.fingerprint = std::move(fingerprint);
}

void station::faults_changed()
{
    auto& f = router_.faults();
    if (f.stall_ms > 0) router_.stall_until(clock_.now() + moment(f.stall_ms));
    f.stall_ms = 0; // it stalls once
    if (on_ && f.refuse) stop_listening();
    if (on_ && !f.refuse) listen();
    time_jumped();
}

void station::time_jumped()
{
    for (auto& c : connections_)
        c.wake();
}

}
