#include "runtime/supervisor.hpp"

#include "runtime/first_to_end.hpp"
#include "runtime/lent.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace runtime {
namespace asio = boost::asio;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;
using clock = std::chrono::steady_clock;

// A child and what is under way for it. Timers live in coroutines: a ward may outlive the loop.
struct supervisor::ward {
    child_id id = 0;
    child spec;
    asio::cancellation_signal stop{};
    asio::steady_timer* renewal = nullptr; // while keep_alive runs
    bool stopping = false;
};

struct supervisor::loop_side {
    asio::any_io_executor executor;
    asio::steady_timer wake; // cancelled when there is something to look at
};

namespace {

diagnosis plain_diagnosis(const std::exception_ptr& failure)
{
    if (!failure) return {"ended", {}};
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        return {e.what(), {}};
    } catch (...) {
        return {"unknown exception", {}};
    }
}

std::chrono::milliseconds since(clock::time_point begin)
{
    auto now = clock::now();
    if (begin >= now) return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - begin);
}

// The timer may be set, or set again, while it is waited for.
awaitable<void> until_due(asio::steady_timer& timer, bool& due)
{
    for (;;) {
        boost::system::error_code moved;
        co_await timer.async_wait(redirect_error(use_awaitable, moved));
        if (moved) continue;
        timer.expires_at(clock::time_point::max());
        due = true;
        co_return;
    }
}

}

supervisor::supervisor(supervision policy) : policy_(std::move(policy)) {}

supervisor::~supervisor() = default;

child_id supervisor::start(child c)
{
    auto id = ++last_;
    auto w = std::make_unique<ward>();
    w->id = id;
    w->spec = std::move(c);
    auto& placed = *wards_.emplace(id, std::move(w)).first->second;
    if (loop_) launch(placed);
    return id;
}

void supervisor::launch(ward& w)
{
    auto at_the_end = [this, id = w.id](std::exception_ptr error) { ended(id, std::move(error)); };
    asio::co_spawn(loop_->executor,
                   keep_alive(w),
                   asio::bind_cancellation_slot(w.stop.slot(), std::move(at_the_end)));
}

void supervisor::stop(child_id id)
{
    auto found = wards_.find(id);
    if (found == wards_.end() || found->second->stopping) return;
    auto& w = *found->second;
    w.stopping = true;
    if (loop_)
        w.stop.emit(asio::cancellation_type::terminal);
    else
        ended(id, nullptr);
}

void supervisor::renew(child_id id, std::chrono::milliseconds after)
{
    auto found = wards_.find(id);
    // One whose life has yet to begin needs no other.
    if (found != wards_.end() && found->second->renewal)
        found->second->renewal->expires_after(after);
}

void supervisor::ended(child_id id, std::exception_ptr error)
{
    ended_.push_back(id);
    if (error && !wards_.at(id)->stopping) broken_ = std::move(error);
    if (loop_)
        loop_->wake.cancel();
    else
        bury();
}

void supervisor::bury()
{
    while (!ended_.empty()) {
        auto gone = wards_.extract(ended_.back());
        ended_.pop_back();
        if (gone.mapped()->spec.on_gone) gone.mapped()->spec.on_gone();
    }
}

void supervisor::stop_all()
{
    std::vector<child_id> all;
    all.reserve(wards_.size());
    for (const auto& [id, w] : wards_)
        all.push_back(id);
    for (auto id : all)
        stop(id);
}

awaitable<void> supervisor::run()
{
    auto executor = co_await asio::this_coro::executor;
    loop_side loop{executor, asio::steady_timer(executor, clock::time_point::max())};
    lent running(loop_, loop);
    for (const auto& [id, w] : wards_)
        launch(*w);
    co_await tend(loop);
    // From here on a request to stop changes nothing: it is being obeyed.
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    while (!wards_.empty()) {
        stop_all();
        boost::system::error_code woken;
        co_await loop.wake.async_wait(redirect_error(use_awaitable, woken));
        bury();
    }
    if (auto broken = std::exchange(broken_, nullptr)) std::rethrow_exception(broken);
}

// Until cancelled, or broken.
awaitable<void> supervisor::tend(loop_side& loop)
{
    for (;;) {
        auto state = co_await asio::this_coro::cancellation_state;
        if (broken_ || state.cancelled() != asio::cancellation_type::none) co_return;
        bury();
        boost::system::error_code woken;
        co_await loop.wake.async_wait(redirect_error(use_awaitable, woken));
    }
}

// One child for ever, until told to stop.
awaitable<void> supervisor::keep_alive(ward& w)
{
    auto executor = co_await asio::this_coro::executor;
    asio::steady_timer renewal(executor, clock::time_point::max());
    // Not within start(): its caller has yet to learn the child's id.
    co_await asio::post(executor, use_awaitable);
    if (w.spec.first_delay.count() > 0) co_await pause(w.spec.first_delay);
    lent renewable(w.renewal, renewal);
    restart_policy restarts(policy_.restarts, policy_.seed + w.id);
    for (;;) {
        auto born = clock::now();
        renewal.expires_at(clock::time_point::max()); // this life is the one asked for
        auto renewed = false;
        std::exception_ptr failure;
        try {
            auto life = w.spec.start();
            co_await first_to_end(std::move(life), until_due(renewal, renewed));
        } catch (...) {
            failure = std::current_exception();
        }
        // An error may have arrived in the same turn as the request to stop: the request wins.
        auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return;

        if (!renewed) {
            auto cause = policy_.diagnose ? policy_.diagnose(failure) : plain_diagnosis(failure);
            auto lived = since(w.spec.up_since ? w.spec.up_since() : born);
            auto delay = restarts.next_delay(lived, cause.at_least);
            auto down = departure{failure, cause.why, lived, delay, restarts.failures()};
            if (w.spec.on_down) w.spec.on_down(down);
            co_await first_to_end(pause(delay), until_due(renewal, renewed));
        }
        if (renewed) restarts = restart_policy(policy_.restarts, policy_.seed + w.id);
    }
}

}
