#include "tests/simulator/connection.hpp"

#include "runtime/first_to_end.hpp"
#include "tests/simulator/chunks.hpp"
#include "tests/simulator/traffic.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace simulator {
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;

connection::connection(asio::any_io_executor executor,
                       std::unique_ptr<link> link,
                       router& r,
                       const clock& time,
                       std::string peer,
                       std::uint64_t serial)
    : link_(std::move(link)),
      router_(r),
      clock_(time),
      conversation_(r, std::move(peer), serial),
      wake_writer_(executor),
      wake_reader_(executor),
      serial_(serial)
{
}

awaitable<void> connection::serve()
{
    co_await link_->open();
    auto both = runtime::first_to_end(reading(), writing());
    co_await std::move(both);
    link_->close();
}

awaitable<void> connection::reading()
{
    while (!stopped_) {
        if (!conversation_.reads()) {
            boost::system::error_code woken;
            wake_reader_.expires_at(clock_.when(moment::max()));
            co_await wake_reader_.async_wait(asio::redirect_error(use_awaitable, woken));
            continue;
        }
        auto count = co_await link_->read(conversation_.prepare());
        conversation_.received(count, clock_.now());
        wake_writer_.cancel();
    }
}

awaitable<void> connection::writing()
{
    while (!stopped_) {
        auto bytes = conversation_.produce(clock_.now());
        if (conversation_.reads()) wake_reader_.cancel();
        if (!bytes.empty()) {
            co_await send(std::move(bytes));
            continue;
        }
        if (conversation_.ended()) co_return;
        boost::system::error_code woken;
        wake_writer_.expires_at(clock_.when(conversation_.next_due()));
        co_await wake_writer_.async_wait(asio::redirect_error(use_awaitable, woken));
    }
}

awaitable<void> connection::send(std::string bytes)
{
    auto limit = router_.faults().drop_after;
    if (limit > 0 && sent_ + bytes.size() >= limit) {
        bytes.resize(limit - std::min<std::uint64_t>(sent_, limit));
        stopped_ = true;
    }
    std::string_view left = bytes;
    if (router_.faults().stall_in_word) left.remove_suffix(std::min<std::size_t>(2, left.size()));
    auto rest = std::string_view(bytes).substr(left.size());
    if (router_.faults().trickle_ms > 0)
        co_await trickle(left);
    else
        co_await send_in_pieces(left);
    co_await stall_before(rest);
    sent_ += bytes.size();
    router_.seen().bytes_out += bytes.size();
}

awaitable<void> connection::send_in_pieces(std::string_view bytes)
{
    for (auto length : cut(bytes, router_.faults().chunking, mix(serial_, sent_))) {
        co_await link_->write(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
}

// Who is healed meanwhile says what is left at once.
awaitable<void> connection::trickle(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto gap = std::chrono::milliseconds(router_.faults().trickle_ms);
        auto length = gap.count() > 0 ? 1 : bytes.size();
        co_await link_->write(bytes.substr(0, length));
        bytes.remove_prefix(length);
        co_await runtime::pause(gap);
    }
}

awaitable<void> connection::stall_before(std::string_view rest)
{
    while (router_.faults().stall_in_word && !stopped_) {
        boost::system::error_code woken;
        wake_writer_.expires_at(clock_.when(moment::max()));
        co_await wake_writer_.async_wait(asio::redirect_error(use_awaitable, woken));
    }
    if (!rest.empty()) co_await link_->write(rest);
}

void connection::hang_up()
{
    stopped_ = true;
    link_->close();
    wake();
}

void connection::reset()
{
    stopped_ = true;
    link_->reset();
    wake();
}

void connection::wake()
{
    wake_writer_.cancel();
    wake_reader_.cancel();
}

void connection::wake_listeners()
{
    conversation_.wake(clock_.now());
    wake_writer_.cancel();
}

}
