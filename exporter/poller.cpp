#include "exporter/poller.hpp"

#include "exporter/trap_kind.hpp"
#include "routeros/text.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace exporter {
namespace asio = boost::asio;
using clock = std::chrono::steady_clock;
using runtime::field;

namespace {

std::vector<std::chrono::milliseconds> cadences(const router_snapshot& router)
{
    std::vector<std::chrono::milliseconds> list;
    list.reserve(router.collectors.size());
    for (const auto& c : router.collectors)
        list.push_back(c.every);
    return list;
}

// What an end counts as; empty for a good one.
std::string_view error_kind(const routeros::outcome& end)
{
    if (end.how == routeros::ending::timed_out) return timed_out;
    if (end.how == routeros::ending::trapped) return trap_kind(routeros::to_utf8(end.reason()));
    return {};
}

constexpr auto before_trying_again = std::chrono::seconds(1);
constexpr auto worth_trying_again = std::chrono::seconds(10);

}

// One run of one collector, a command after another.
class poller::collection final : public routeros::command_sink {
public:
    collection(poller& owner, std::size_t index)
        : collector(index),
          begun(clock::now()),
          rows(owner.around_.store.start(owner.router_, index)),
          asking(owner.around_.store.collectors()[index], owner.abilities_, *rows),
          owner_(owner)
    {
    }

    enum class phase : std::uint8_t { waiting, sent, over };

    const std::size_t collector;
    const clock::time_point begun;
    const std::unique_ptr<table_builder> rows;
    inquiry asking;
    routeros::subscription command;
    phase now = phase::waiting;
    bool may_pass = false;                   // what it failed of may be over by itself
    clock::time_point waiting_since = begun; // for its next command

private:
    void on_row(const routeros::reply& row) override { asking.on_row(row); }
    void on_end(const routeros::outcome& end) override { owner_.ended(*this, end); }

    poller& owner_;
};

poller::poller(routeros::client& client,
               std::size_t router,
               const config::router& settings,
               surroundings around,
               std::uint64_t seed)
    : client_(client),
      router_(router),
      settings_(settings),
      around_(around),
      schedule_(cadences(around.store[router]), clock::now(), seed),
      pace_(settings.limits.sentences_per_second, around.tenant_commands, clock::now()),
      abilities_(around.store[router].facts.value_or(routeros::router_facts{})),
      wake_(client.executor(), clock::time_point::max())
{
}

poller::~poller()
{
    running_.clear();
    tell_in_flight();
}

asio::awaitable<void> poller::run()
{
    while (!over_) {
        sweep();
        auto now = clock::now();
        start_due(now);
        wake_.expires_at(schedule::wake(next_wake(now)));
        boost::system::error_code woken;
        co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        if (overwhelmed_) routeros::raise(routeros::errc::overwhelmed);
    }
}

void poller::end()
{
    over_ = true;
    running_.clear();
    wake_.cancel();
}

// Runs that have begun and collectors whose turn has come, in the order in which they began to
// wait: a run of many commands does not hold up the others. But when all are due at once, as after
// a login, some have to end before more begin: half a table costs as much memory as a whole one.
void poller::start_due(schedule::time_point now)
{
    while (in_flight() < settings_.limits.commands_in_flight) {
        auto* waiting = longest_waiting();
        auto due = schedule_.next();
        if (!waiting && due > now) return;
        if (!pace_.take(now)) return;
        if (auto wait = pace_.take_wait())
            around_.metrics.count_rate_wait(wait->for_what, wait->length);
        if (waiting && (waiting->waiting_since <= due || is_busy()))
            ask(*waiting);
        else
            start(now);
    }
}

void poller::start(schedule::time_point now)
{
    auto due = schedule_.take(now);
    if (!due) return;
    retries_.count();
    running_.push_back(std::make_unique<collection>(*this, *due));
    ask(*running_.back());
}

void poller::ask(collection& c)
{
    auto command = c.asking.next();
    if (!command) return conclude(c);
    c.now = collection::phase::sent;
    c.command = client_.start(*command, c, settings_.endpoint.timeouts.command);
    tell_in_flight();
}

std::size_t poller::in_flight() const
{
    auto sent = [](const auto& c) { return c->now == collection::phase::sent; };
    return static_cast<std::size_t>(std::count_if(running_.begin(), running_.end(), sent));
}

bool poller::is_busy() const
{
    auto is_under_way = [](const auto& c) { return c->now != collection::phase::over; };
    auto under_way = std::count_if(running_.begin(), running_.end(), is_under_way);
    const std::size_t at_once = settings_.limits.commands_in_flight;
    return static_cast<std::size_t>(under_way) >= 2 * at_once;
}

poller::collection* poller::longest_waiting() const
{
    collection* first = nullptr;
    for (const auto& c : running_)
        if (c->now == collection::phase::waiting &&
            (!first || c->waiting_since < first->waiting_since))
            first = c.get();
    return first;
}

schedule::time_point poller::next_wake(schedule::time_point now)
{
    if (in_flight() >= settings_.limits.commands_in_flight) return schedule::time_point::max();
    auto due = schedule_.next();
    return due <= now || longest_waiting() ? pace_.next(now) : due;
}

// Called while the client delivers a reply: the next command is sent, and the collection swept up,
// in the poller's own turn.
void poller::ended(collection& c, const routeros::outcome& end)
{
    wake_.cancel();
    // The session is ending; the router's state says why.
    if (end.how == routeros::ending::cancelled || end.how == routeros::ending::link_lost) {
        c.now = collection::phase::over;
        schedule_.finished(c.collector, clock::now());
        return;
    }
    if (auto kind = error_kind(end); !kind.empty()) {
        around_.metrics.count_api_error(std::string(kind));
        c.may_pass = kind == timed_out || kind == interrupted;
    }
    if (around_.listener.on_command(end.how != routeros::ending::timed_out)) overwhelmed_ = true;
    c.asking.on_end(end);
    c.now = collection::phase::waiting;
    tell_in_flight();
    c.waiting_since = clock::now();
    if (c.asking.state() != inquiry_state::asking) conclude(c);
}

void poller::conclude(collection& c)
{
    c.now = collection::phase::over;
    auto now = clock::now();
    std::chrono::duration<double> took = now - c.begun;
    switch (c.asking.state()) {
    case inquiry_state::asking:
        break;
    case inquiry_state::done:
        succeeded(c, took);
        break;
    case inquiry_state::failed:
        failed(c, took);
        try_again(c, now);
        break;
    case inquiry_state::forbidden:
        forbidden(c);
        break;
    case inquiry_state::unavailable:
        schedule_.retire(c.collector);
        around_.store.unavailable(router_, c.collector, c.asking.why());
        break;
    }
    schedule_.finished(c.collector, now);
    around_.store.count_traffic(router_, client_.take_traffic());
    auto& metrics = around_.metrics;
    auto missed = schedule_.missed() - std::exchange(missed_told_, schedule_.missed());
    metrics.count_overruns(missed);
    around_.store.counters(router_).missed_beats += missed;
    auto late = client_.tags().late;
    metrics.count_late_replies(late - std::exchange(late_told_, late));
}

void poller::succeeded(collection& c, std::chrono::duration<double> took)
{
    const auto& what = around_.store.collectors()[c.collector];
    auto recovered =
        around_.store[router_].collectors[c.collector].state == collector_state::failed;
    auto built = c.rows->finish();
    around_.metrics.count_poll(poll_result::success, took);
    around_.metrics.count_losses(what, built);
    around_.store.publish(router_, c.collector, std::move(built.rows), took, moment::now());
    around_.listener.on_success();
    if (recovered)
        around_.log.info("collector works again",
                         field("router", settings_.name),
                         field("collector", what.name));
}

void poller::failed(const collection& c, std::chrono::duration<double> took)
{
    const auto& why = c.asking.why();
    const auto& what = around_.store.collectors()[c.collector];
    const auto& before = around_.store[router_].collectors[c.collector];
    auto news = before.state != collector_state::failed || before.failure != why;
    around_.metrics.count_poll(poll_result::failure, took);
    around_.store.fail(router_, c.collector, why, took);
    if (news)
        around_.log.warn("collector failed",
                         field("router", settings_.name),
                         field("collector", what.name),
                         field("why", why));
}

// Every further attempt would be refused, and be a line in the log of some routers.
void poller::forbidden(const collection& c)
{
    schedule_.retire(c.collector);
    around_.store.forbid(router_, c.collector, c.asking.why());
    around_.log.warn("collector not permitted",
                     field("router", settings_.name),
                     field("collector", around_.store.collectors()[c.collector].name),
                     field("user", settings_.endpoint.username),
                     field("why", c.asking.why()));
}

// Once more soon, where the next beat is far and few such attempts were made: all we ask is read,
// and may be read twice.
void poller::try_again(const collection& c, schedule::time_point now)
{
    if (!c.may_pass || schedule_.next(c.collector) < now + worth_trying_again) return;
    if (!retries_.take()) return;
    schedule_.again(c.collector, now + before_trying_again);
    around_.metrics.count_retry();
}

void poller::tell_in_flight()
{
    around_.store.counters(router_).in_flight = in_flight();
}

void poller::sweep()
{
    std::erase_if(running_, [](const auto& c) { return c->now == collection::phase::over; });
}

}
