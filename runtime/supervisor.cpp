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

#include <algorithm>

namespace runtime {
namespace asio = boost::asio;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;
using clock = std::chrono::steady_clock;

// A child and what is under way for it. Timers live in coroutines: a ward may outlive the loop.
struct supervisor::ward {
    ward(child_id i, child c, const restart_policy& r) : id(i), spec(std::move(c)), restarts(r) {}

    child_id id;
    child spec;
    restart_policy restarts;
    asio::cancellation_signal stop{};
    asio::steady_timer* renewal = nullptr; // while keep_alive runs
    bool alive = false;
    bool stopping = false; // for good
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
    restart_policy restarts(c.restarts.value_or(policy_.restarts), policy_.seed + id);
    auto w = std::make_unique<ward>(id, std::move(c), restarts);
    auto& placed = *wards_.emplace(id, std::move(w)).first->second;
    if (loop_ && !ending_) launch(placed);
    return id;
}

void supervisor::launch(ward& w)
{
    w.alive = true;
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
    if (w.alive)
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

void supervisor::set_restarts(child_id id, const restart_settings& settings)
{
    auto found = wards_.find(id);
    if (found != wards_.end()) found->second->restarts.configure(settings);
}

// A life that nobody wanted to end has ended because of what the child's functions threw.
void supervisor::ended(child_id id, std::exception_ptr error)
{
    auto& w = *wards_.at(id);
    w.alive = false;
    if (w.stopping)
        ended_.push_back(id);
    else if (!ending_)
        broken_ = std::move(error);
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

void supervisor::end_all(bool for_good)
{
    std::vector<child_id> all;
    all.reserve(wards_.size());
    for (const auto& [id, w] : wards_)
        all.push_back(id);
    for (auto id : all) {
        auto& w = *wards_.at(id);
        if (for_good)
            stop(id);
        else if (w.alive)
            w.stop.emit(asio::cancellation_type::terminal);
    }
}

bool supervisor::has_life() const
{
    return std::any_of(
        wards_.begin(), wards_.end(), [](const auto& entry) { return entry.second->alive; });
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
    ending_ = true;
    auto broken = std::exchange(broken_, nullptr);
    for (;;) {
        end_all(!broken); // and what came meanwhile
        if (!ended_.empty()) {
            bury();
            continue;
        }
        if (broken ? !has_life() : wards_.empty()) break;
        boost::system::error_code woken;
        co_await loop.wake.async_wait(redirect_error(use_awaitable, woken));
        bury();
    }
    ending_ = false;
    if (broken) std::rethrow_exception(broken);
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
            auto delay = w.restarts.next_delay(lived, cause.at_least);
            auto nth = w.restarts.failures();
            if (w.spec.rest) delay = w.spec.rest(nth, delay);
            auto down = departure{failure, cause.why, lived, delay, nth};
            if (w.spec.on_down) w.spec.on_down(down);
            co_await first_to_end(pause(delay), until_due(renewal, renewed));
        }
        if (renewed) w.restarts.forget();
    }
}

}
