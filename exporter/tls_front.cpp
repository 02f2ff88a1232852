#include "exporter/tls_front.hpp"

#include "exporter/tls_relay.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/token_bucket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <functional>
#include <future>
#include <list>

namespace exporter {
namespace asio = boost::asio;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

struct tls_front::parts {
    parts(const front_settings& se, const front_services& so) : settings(se), services(so) {}

    void listen(const tcp::endpoint& at);
    void run();
    awaitable<void> accept();
    awaitable<void> serve(tcp::socket client);
    bool make_room();
    void ended(const tls_relay& relay, std::string_view why);
    void stop();

    front_settings settings;
    front_services services;
    runtime::token_bucket complaints{0.1, 5, steady_clock::now()};
    // The connections by age. Each lives in its own coroutine, which the loop unwinds: so the list
    // is older than the loop.
    std::list<tls_relay*> live;
    asio::io_context loop{1};
    tcp::acceptor acceptor{loop};
    std::uint16_t port = 0;
    std::future<void> running;
};

namespace {

// In the list for as long as it lives.
class listed {
public:
    listed(std::list<tls_relay*>& all, tls_relay& one) : all_(all), at_(all.insert(all.end(), &one))
    {
    }
    listed(const listed&) = delete;
    ~listed() { all_.erase(at_); }

private:
    std::list<tls_relay*>& all_;
    std::list<tls_relay*>::iterator at_;
};

boost::system::result<tcp::endpoint> resolve(asio::io_context& loop, const listen_address& address)
{
    if (address.host.empty()) return tcp::endpoint(tcp::v4(), address.port);
    tcp::resolver resolver(loop);
    error_code error;
    auto found = resolver.resolve(address.host, std::to_string(address.port), error);
    if (error) return error;
    return found.begin()->endpoint();
}

}

void tls_front::parts::listen(const tcp::endpoint& at)
{
    acceptor.open(at.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(at);
    acceptor.listen();
}

void tls_front::parts::run()
{
    port = acceptor.local_endpoint().port();
    asio::co_spawn(loop, accept(), [this](const std::exception_ptr& failure) {
        if (failure) services.log.error("no connections are accepted any more");
    });
    running = std::async(std::launch::async, [this] { loop.run(); });
}

awaitable<void> tls_front::parts::accept()
{
    while (acceptor.is_open()) {
        error_code error;
        auto client = co_await acceptor.async_accept(redirect_error(use_awaitable, error));
        if (error == asio::error::operation_aborted) co_return;
        if (error) {
            // Most likely too many open files: others must close some first.
            services.log.error("cannot accept a connection",
                               runtime::field("why", error.message()));
            co_await runtime::pause(1s);
            continue;
        }
        if (!make_room()) continue; // it is closed
        auto life = serve(std::move(client));
        asio::co_spawn(loop, std::move(life), [](const std::exception_ptr&) {});
    }
}

// Who has not asked yet costs nothing to send away; whoever holds all places without asking loses
// them to those who do.
bool tls_front::parts::make_room()
{
    if (live.size() < settings.connections) return true;
    auto idle = std::find_if(live.begin(), live.end(), std::mem_fn(&tls_relay::is_idle));
    if (idle == live.end()) return false;
    (*idle)->cut();
    return true;
}

awaitable<void> tls_front::parts::serve(tcp::socket client)
{
    if (!acceptor.is_open()) co_return; // it came in the moment of the end
    tls_relay relay(std::move(client), settings, services);
    listed in_the_list(live, relay);
    // A request boundary: whatever goes wrong ends this connection and nothing else.
    try {
        co_await relay.run();
    } catch (const std::exception& e) {
        ended(relay, e.what());
    }
}

void tls_front::parts::ended(const tls_relay& relay, std::string_view why)
{
    auto level = runtime::level::debug;
    if (relay.now() == tls_relay::stage::shaking_hands) {
        services.metrics.count_failed_handshake();
        if (complaints.take(steady_clock::now())) level = runtime::level::warn;
    }
    services.log.log(level,
                     "TLS connection ended",
                     runtime::field("client", relay.address()),
                     runtime::field("why", why));
}

void tls_front::parts::stop()
{
    error_code closed;
    acceptor.close(closed);
    for (auto* relay : live)
        if (relay->is_idle()) relay->cut();
}

boost::system::result<std::unique_ptr<tls_front>, refusal>
tls_front::start(const front_settings& settings, const front_services& services)
{
    auto cannot = [&](const std::string& why) {
        return refusal{"cannot listen on " + settings.listen + ": " + why};
    };
    auto address = read_listen_address(settings.listen);
    if (!address) return address.error();
    auto p = std::make_unique<parts>(settings, services);
    auto at = resolve(p->loop, *address);
    if (at.has_error()) return cannot(at.error().message());
    try {
        p->listen(*at);
    } catch (const boost::system::system_error& e) {
        return cannot(e.code().message());
    }
    p->run();
    return std::unique_ptr<tls_front>(new tls_front(std::move(p)));
}

tls_front::tls_front(std::unique_ptr<parts> p) : parts_(std::move(p)) {}

tls_front::~tls_front()
{
    parts_->loop.stop();
    parts_->running.wait();
}

void tls_front::stop_taking()
{
    asio::post(parts_->loop, [p = parts_.get()] { p->stop(); });
}

bool tls_front::finish(steady_clock::time_point deadline)
{
    return parts_->running.wait_until(deadline) == std::future_status::ready;
}

std::uint16_t tls_front::port() const
{
    return parts_->port;
}

}
