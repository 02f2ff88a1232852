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

}

// One run of one collector: its rows on their way into a table.
class poller::collection final : public routeros::command_sink {
public:
    collection(poller& owner, std::size_t index)
        : collector(index),
          begun(clock::now()),
          rows(owner.around_.store.start(owner.router_, index)),
          owner_(owner)
    {
    }

    const std::size_t collector;
    const clock::time_point begun;
    const std::unique_ptr<table_builder> rows;
    routeros::subscription command;
    bool over = false;

private:
    void on_row(const routeros::reply& row) override { rows->on_row(row); }
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
      sentences_(settings.limits.sentences_per_second,
                 2.0 * settings.limits.sentences_per_second,
                 clock::now()),
      wake_(client.executor(), clock::time_point::max())
{
}

poller::~poller() = default;

asio::awaitable<void> poller::run()
{
    while (!over_) {
        sweep();
        auto now = clock::now();
        start_due(now);
        wake_.expires_at(next_wake(now));
        boost::system::error_code woken;
        co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
}

void poller::end()
{
    over_ = true;
    running_.clear();
    wake_.cancel();
}

void poller::start_due(schedule::time_point now)
{
    while (running_.size() < settings_.limits.commands_in_flight && schedule_.next() <= now) {
        if (!sentences_.take(now)) return;
        auto due = schedule_.take(now);
        if (due) start(*due);
    }
}

void poller::start(std::size_t collector)
{
    running_.push_back(std::make_unique<collection>(*this, collector));
    auto& c = *running_.back();
    auto command = sentence_for(around_.store.collectors()[collector].requests.front());
    c.command = client_.start(command, c, settings_.endpoint.timeouts.command);
}

schedule::time_point poller::next_wake(schedule::time_point now)
{
    if (running_.size() >= settings_.limits.commands_in_flight) return schedule::time_point::max();
    auto due = schedule_.next();
    return due <= now ? sentences_.next(now) : due;
}

// Called while the client delivers a reply: the collection itself is swept up in the poller's own
// turn.
void poller::ended(collection& c, const routeros::outcome& end)
{
    c.over = true;
    wake_.cancel();
    auto now = clock::now();
    std::chrono::duration<double> took = now - c.begun;
    auto& metrics = around_.metrics;
    switch (end.how) {
    case routeros::ending::done:
        succeeded(c, took);
        break;
    case routeros::ending::trapped: {
        auto why = routeros::to_utf8(end.reason());
        auto kind = trap_kind(why);
        metrics.count_api_error(std::string(kind));
        if (kind == no_such_command) {
            schedule_.retire(c.collector);
            around_.store.unavailable(router_, c.collector, why);
            break;
        }
        failed(c.collector, why, took);
        break;
    }
    case routeros::ending::timed_out:
        metrics.count_api_error(std::string(timed_out));
        failed(c.collector, "did not end within the command timeout", took);
        break;
    // The session is ending; the router's state says why.
    case routeros::ending::cancelled:
    case routeros::ending::link_lost:
        break;
    }
    schedule_.finished(c.collector, now);
    metrics.count_overruns(schedule_.missed() - std::exchange(missed_told_, schedule_.missed()));
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
    if (recovered)
        around_.log.info("collector works again",
                         field("router", settings_.name),
                         field("collector", what.name));
}

void poller::failed(std::size_t collector,
                    const std::string& why,
                    std::chrono::duration<double> took)
{
    const auto& what = around_.store.collectors()[collector];
    const auto& before = around_.store[router_].collectors[collector];
    auto news = before.state != collector_state::failed || before.failure != why;
    around_.metrics.count_poll(poll_result::failure, took);
    around_.store.fail(router_, collector, why, took);
    if (news)
        around_.log.warn("collector failed",
                         field("router", settings_.name),
                         field("collector", what.name),
                         field("why", why));
}

void poller::sweep()
{
    std::erase_if(running_, [](const auto& c) { return c->over; });
}

}
