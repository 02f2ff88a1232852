#include "exporter/router_watch.hpp"

#include "routeros/failure.hpp"
#include "routeros/session.hpp"
#include "routeros/text.hpp"
#include "runtime/duration.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/lent.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <utility>

namespace exporter {
using boost::asio::awaitable;
using routeros::errc;
using runtime::breaker_state;
using runtime::field;
using namespace std::chrono_literals;

namespace {

// Every refused login is a line in the router's log, and a person must act before it can succeed.
constexpr auto pause_after_refused_login = 60s;

// A pause that a new session ends.
constexpr std::chrono::milliseconds until_renewed = 24h;

routeros::failure failure_in(const std::exception_ptr& failure)
{
    if (!failure) return {errc::closed, "the session ended"};
    try {
        std::rethrow_exception(failure);
    } catch (const routeros::session_error& e) {
        return e.why();
    } catch (const boost::system::system_error& e) {
        return {e.code(), ""};
    } catch (const std::exception& e) {
        return {boost::system::error_code(), e.what()};
    } catch (...) {
        return {boost::system::error_code(), "unknown exception"};
    }
}

bool asks_for_a_person(const boost::system::error_code& code)
{
    return code == errc::login_refused || code == errc::challenge_unsupported ||
           code == errc::plain_unsupported;
}

// A router may take a moment to notice that a session has ended, and allow no other until then.
constexpr auto between_sessions = 200ms;

// Counts open sessions for as long as it lives.
class open_session {
public:
    open_session(std::size_t& count, self_metrics& metrics) : count_(count), metrics_(metrics)
    {
        metrics_.set_connections(++count_);
    }
    open_session(const open_session&) = delete;
    ~open_session() { metrics_.set_connections(--count_); }

private:
    std::size_t& count_;
    self_metrics& metrics_;
};

}

runtime::diagnosis diagnose(const std::exception_ptr& failure)
{
    auto why = failure_in(failure);
    runtime::diagnosis d;
    d.why = routeros::to_utf8(why.code ? why.message() : why.detail);
    if (asks_for_a_person(why.code)) d.at_least = pause_after_refused_login;
    return d;
}

router_watch::router_watch(router_id id, shared_settings of, tenant& home, surroundings around)
    : id_(id),
      settings_(std::move(of)),
      home_(home),
      around_(around),
      breaker_(settings_->breaker, around.seed + id, clock::now())
{
}

router_watch::~router_watch() = default;

void router_watch::start(std::chrono::milliseconds delay, std::function<void()> on_gone)
{
    runtime::child c;
    c.name = settings_->name;
    c.start = [this] { return live(); };
    c.on_down = [this](const runtime::departure& how) { went_down(how); };
    c.first_delay = delay;
    c.up_since = [this] { return up_since_; };
    c.on_gone = std::move(on_gone);
    c.restarts = settings_->backoff;
    c.rest = [this](unsigned nth, std::chrono::milliseconds pause) { return rest(nth, pause); };
    child_ = home_.routers.start(std::move(c));
}

// A session that only logs in otherwise goes on collecting until its successor's turn; all else
// that changes must not be mixed with what was collected before.
void router_watch::change(shared_settings to, bool collectors_stay, std::chrono::milliseconds delay)
{
    auto how = compare(*settings_, *to);
    settings_ = std::move(to);
    breaker_.configure(settings_->breaker);
    home_.routers.set_restarts(child_, settings_->backoff);
    if (needs_session(how)) home_.routers.renew(child_, delay);
    if (how == settings_change::session && collectors_stay) return;
    next_poller_ = needs_session(how) ? until_renewed : delay;
    if (polling_) polling_->end();
}

void router_watch::obey(breaker_order order)
{
    auto now = clock::now();
    auto is_up = up_since_ != never;
    if (order == breaker_order::reset) {
        breaker_.reset(now);
    } else if (order == breaker_order::disable) {
        breaker_.disable(now);
    } else {
        breaker_.force_open(now);
    }
    show_breaker();
    // A rest is cut short; a session ends only where none may be.
    if (!is_up || !breaker_.allows()) home_.routers.renew(child_, 0ms);
}

// One life of the router's session.
awaitable<void> router_watch::live()
{
    auto follows_another = std::exchange(up_since_, never) != never;
    next_poller_ = 0ms;
    if (follows_another) co_await runtime::pause(between_sessions);
    co_await wait_for_permission();
    auto place = co_await around_.connects.enter(home_.name, attempts_ > 0);
    breaker_.attempt(clock::now());
    around_.store.connecting(id_);
    show_breaker();
    auto where = settings_; // a reload may replace it meanwhile
    auto life = [this, &place](routeros::client& client, const routeros::router_facts& facts) {
        place.give_back();
        return serve(client, facts);
    };
    std::optional<transcript> written;
    if (around_.transcript) written.emplace(where->name, around_.transcript);
    auto* observer = written ? &*written : nullptr;
    co_await routeros::run_session(where->endpoint, around_.network, life, observer);
}

awaitable<void> router_watch::wait_for_permission()
{
    if (breaker_.allows()) co_return;
    const std::string why = "no attempts are made: a person forced the breaker open";
    around_.store.backing_off(id_, why, std::nullopt, moment::now());
    around_.log.warn("router left alone", field("router", settings_->name), field("why", why));
    told_ = why;
    while (!breaker_.allows())
        co_await runtime::pause(until_renewed);
}

// Collects, and begins anew when the settings have changed.
awaitable<void> router_watch::serve(routeros::client& client, const routeros::router_facts& facts)
{
    open_session counted(around_.sessions, around_.metrics);
    went_up(facts);
    for (;;) {
        while (next_poller_ > 0ms)
            co_await runtime::pause(std::exchange(next_poller_, 0ms));
        auto current = settings_;
        poller::surroundings around{
            around_.store, around_.metrics, around_.log, *this, home_.commands};
        poller polling(client, id_, *current, around, around_.seed + id_);
        runtime::lent until_changed(polling_, polling);
        co_await polling.run();
    }
}

void router_watch::went_up(const routeros::router_facts& facts)
{
    const auto& before = around_.store[id_].facts;
    if (before && routeros::are_of_two(*before, facts))
        around_.log.warn("another device answers",
                         field("router", settings_->name),
                         field("serial", routeros::to_utf8(facts.serial)),
                         field("serial_before", routeros::to_utf8(before->serial)));
    around_.store.up(id_, facts, moment::now());
    around_.log.info("router up",
                     field("router", settings_->name),
                     field("identity", routeros::to_utf8(facts.identity)),
                     field("version", routeros::to_utf8(facts.version)),
                     field("board", routeros::to_utf8(facts.board)),
                     field("failed_attempts", attempts_));
    told_.clear();
    attempts_ = 0;
    up_since_ = clock::now();
    show_breaker();
}

std::chrono::milliseconds router_watch::rest(unsigned nth, std::chrono::milliseconds pause)
{
    auto before = breaker_.state();
    auto length = breaker_.failed(nth, pause, clock::now());
    if (breaker_.state() == breaker_state::open && before == breaker_state::closed)
        around_.log.warn("breaker open: the router is given a rest",
                         field("router", settings_->name),
                         field("failures", nth));
    return length;
}

void router_watch::went_down(const runtime::departure& how)
{
    auto why = failure_in(how.failure);
    std::string reason(routeros::word_for(why.code));
    around_.metrics.count_restart(reason);
    ++restarts_[reason];
    ++attempts_;
    up_since_ = never;
    around_.store.backing_off(id_, how.why, how.retry_in, moment::now());
    show_breaker();
    // Each reason is said once; the attempts that follow it are for those who debug.
    auto level = how.why == told_ ? runtime::level::debug : runtime::level::warn;
    around_.log.log(level,
                    "router down",
                    field("router", settings_->name),
                    field("why", how.why),
                    field("retry_in", runtime::format_duration(how.retry_in)));
    told_ = how.why;
}

void router_watch::on_success()
{
    if (breaker_.state() != breaker_state::half_open) return;
    breaker_.worked(clock::now());
    if (breaker_.state() == breaker_state::closed) show_breaker();
}

bool router_watch::on_command(bool answered)
{
    return breaker_.command_ended(answered);
}

void router_watch::show_breaker()
{
    session_history history{restarts_, breaker_.history(), breaker_.since()};
    around_.store.judge(id_,
                        breaker_.state(),
                        attempts_,
                        std::make_shared<const session_history>(std::move(history)));
}

}
