#include "exporter/app.hpp"

#include "exporter/poller.hpp"
#include "routeros/failure.hpp"
#include "routeros/session.hpp"
#include "routeros/text.hpp"
#include "runtime/duration.hpp"

#include <random>

namespace exporter {
using boost::asio::awaitable;
using routeros::errc;
using runtime::field;
using namespace std::chrono_literals;

namespace {

// Every refused login is a line in the router's log, and a person must act before it can succeed.
constexpr auto pause_after_refused_login = 60s;

// Sessions begin one after another, all within this time.
constexpr std::chrono::milliseconds start_within = 20s;
constexpr std::chrono::milliseconds start_apart = 20ms;

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

std::chrono::milliseconds start_delay(std::size_t router, std::size_t count)
{
    auto place = static_cast<std::int64_t>(router);
    auto evenly = start_within * place / static_cast<std::int64_t>(count);
    return std::min(start_apart * place, evenly);
}

runtime::diagnosis diagnose(const std::exception_ptr& failure)
{
    auto why = failure_in(failure);
    runtime::diagnosis d;
    d.why = routeros::to_utf8(why.code ? why.message() : why.detail);
    if (asks_for_a_person(why.code)) d.at_least = pause_after_refused_login;
    return d;
}

app::app(const config::fleet& fleet,
         snapshot_store& store,
         self_metrics& metrics,
         const runtime::logger& log)
    : fleet_(fleet),
      store_(store),
      metrics_(metrics),
      log_(log),
      stories_(fleet.routers.size()),
      seed_(std::random_device()())
{
}

awaitable<void> app::watch_fleet()
{
    std::vector<runtime::child> routers;
    auto count = fleet_.routers.size();
    for (std::size_t i = 0; i < count; ++i) {
        runtime::child c;
        c.name = fleet_.routers[i].name;
        c.start = [this, i] { return watch_router(i); };
        c.on_down = [this, i](const runtime::departure& how) { went_down(i, how); };
        c.first_delay = start_delay(i, count);
        c.up_since = [this, i] { return stories_[i].up_since; };
        routers.push_back(std::move(c));
    }
    runtime::supervision policy;
    policy.diagnose = diagnose;
    policy.seed = seed_;
    return runtime::one_for_one(std::move(routers), std::move(policy));
}

// One life of one router's session.
awaitable<void> app::watch_router(std::size_t router)
{
    store_.connecting(router);
    stories_[router].up_since = never;
    auto life = [this, router](routeros::client& client, const routeros::router_facts& facts) {
        return serve(router, client, facts);
    };
    return routeros::run_session(fleet_.routers[router].endpoint, tls_, life);
}

awaitable<void>
app::serve(std::size_t router, routeros::client& client, const routeros::router_facts& facts)
{
    open_session counted(sessions_, metrics_);
    went_up(router, facts);
    poller polling(
        client, router, fleet_.routers[router], {store_, metrics_, log_}, seed_ + router);
    co_await polling.run();
}

void app::went_up(std::size_t router, const routeros::router_facts& facts)
{
    auto& told = stories_[router];
    store_.up(router, facts, moment::now());
    log_.info("router up",
              field("router", fleet_.routers[router].name),
              field("identity", routeros::to_utf8(facts.identity)),
              field("version", routeros::to_utf8(facts.version)),
              field("board", routeros::to_utf8(facts.board)),
              field("failed_attempts", told.attempts));
    told.reason.clear();
    told.attempts = 0;
    told.up_since = std::chrono::steady_clock::now();
}

void app::went_down(std::size_t router, const runtime::departure& how)
{
    auto why = failure_in(how.failure);
    metrics_.count_restart(std::string(routeros::word_for(why.code)));
    store_.backing_off(router, how.why, how.retry_in, moment::now());

    auto& told = stories_[router];
    ++told.attempts;
    // Each reason is said once; the attempts that follow it are for those who debug.
    auto level = how.why == told.reason ? runtime::level::debug : runtime::level::warn;
    log_.log(level,
             "router down",
             field("router", fleet_.routers[router].name),
             field("why", how.why),
             field("retry_in", runtime::format_duration(how.retry_in)));
    told.reason = how.why;
}

}
