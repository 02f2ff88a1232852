#include "runtime/admission.hpp"

#include "runtime/lent.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace runtime {
namespace asio = boost::asio;
using asio::awaitable;
using clock = std::chrono::steady_clock;

namespace {

// In line for as long as it lives.
template <class Line>
class standing {
public:
    standing(Line& line, bulkhead::ticket t, asio::steady_timer& turn) : line_(line), ticket_(t)
    {
        line_.emplace(t, &turn);
    }
    standing(const standing&) = delete;
    ~standing() { line_.erase(ticket_); }

private:
    Line& line_;
    bulkhead::ticket ticket_;
};

}

void admission::place::give_back()
{
    if (auto* at = std::exchange(at_, nullptr)) at->left(ticket_);
}

void admission::set_most(std::size_t most)
{
    places_.set_most(most);
    let_in();
}

void admission::set_limits(const std::string& group, const group_limits& limits)
{
    places_.set_limits(group, limits, clock::now());
    let_in();
}

awaitable<admission::place> admission::enter(std::string group, bool has_failed)
{
    auto executor = co_await asio::this_coro::executor;
    asio::steady_timer turn(executor, clock::time_point::max());
    auto ticket = places_.join(group, has_failed);
    place own(*this, ticket); // from here on: who is cancelled leaves the line
    standing waits(line_, ticket, turn);
    let_in();
    while (turn.expiry() == clock::time_point::max()) {
        boost::system::error_code moved;
        co_await turn.async_wait(asio::redirect_error(asio::use_awaitable, moved));
    }
    co_return own;
}

// A timer set to the past is the sign that its owner's turn has come.
void admission::let_in()
{
    auto now = clock::now();
    while (auto next = places_.admit(now))
        line_.at(*next)->expires_at(clock::time_point::min());
    if (wake_) wake_->expires_at(places_.next(now));
    if (on_change_) on_change_(places_.inside(), places_.waiting());
}

void admission::left(bulkhead::ticket t)
{
    places_.leave(t);
    let_in();
}

awaitable<void> admission::keep_time()
{
    auto executor = co_await asio::this_coro::executor;
    asio::steady_timer wake(executor);
    lent keeping(wake_, wake);
    for (;;) {
        let_in();
        boost::system::error_code moved;
        co_await wake.async_wait(asio::redirect_error(asio::use_awaitable, moved));
    }
}

}
