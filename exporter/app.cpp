#include "exporter/app.hpp"

#include "exporter/poller.hpp"
#include "routeros/failure.hpp"
#include "routeros/session.hpp"
#include "routeros/text.hpp"
#include "runtime/duration.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/lent.hpp"

#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <random>
#include <utility>

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

bool needs_session(settings_change how)
{
    return how == settings_change::session || how == settings_change::everything;
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

std::chrono::milliseconds start_delay(std::size_t nth, std::size_t count)
{
    auto place = static_cast<std::int64_t>(nth);
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

app::app(snapshot_store& store, self_metrics& metrics, const runtime::logger& log)
    : store_(store),
      metrics_(metrics),
      log_(log),
      seed_(std::random_device()()),
      tree_({.restarts = {}, .diagnose = diagnose, .seed = seed_})
{
}

app::~app() = default;

awaitable<void> app::watch()
{
    return tree_.run();
}

rearrangement app::arrange(const mission& m)
{
    auto collectors_stay = m.collectors == store_.share_collectors();
    std::vector<snapshot_store::listing> fleet;
    for (const auto& r : m.fleet.routers) {
        auto known = fleet_.find(r.name);
        auto id = known == fleet_.end() ? std::nullopt : std::optional(known->second);
        fleet.push_back({id, std::make_shared<config::router>(r)});
    }
    auto ids = store_.arrange(m.collectors, fleet, moment::now());
    auto gone = std::exchange(fleet_, {});
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        fleet_.emplace(fleet[i].settings->name, ids[i]);
        gone.erase(fleet[i].settings->name);
        if (!fleet[i].id) fresh.push_back(i);
    }
    rearrangement done{.added = fresh.size(), .removed = gone.size()};
    for (const auto& [name, id] : gone)
        forget(id);
    auto changes = changes_of(ids, fleet, collectors_stay);
    for (std::size_t n = 0; n < changes.size(); ++n) {
        ++(needs_session(changes[n].how) ? done.reconnected : done.adjusted);
        carry_out(changes[n], collectors_stay, start_delay(n, changes.size()));
    }
    for (std::size_t n = 0; n < fresh.size(); ++n)
        start(ids[fresh[n]], fleet[fresh[n]].settings, start_delay(n, fresh.size()));
    return done;
}

// Other collectors concern every router, the fleet's or not.
std::vector<app::change> app::changes_of(const std::vector<router_id>& ids,
                                         const std::vector<snapshot_store::listing>& fleet,
                                         bool collectors_stay)
{
    std::map<router_id, shared_settings> listed;
    for (std::size_t i = 0; i < fleet.size(); ++i)
        listed.emplace(ids[i], fleet[i].settings);
    std::vector<change> changes;
    for (auto& [id, r] : routers_) {
        auto to = listed.contains(id) ? listed.at(id) : r.settings;
        auto how = compare(*r.settings, *to);
        if (how != settings_change::none || !collectors_stay) changes.push_back({r, to, how});
    }
    return changes;
}

// A session that only logs in otherwise goes on collecting until its successor's turn; all else
// that changes must not be mixed with what was collected before.
void app::carry_out(const change& c, bool collectors_stay, std::chrono::milliseconds delay)
{
    auto& r = c.router;
    r.settings = c.to;
    if (needs_session(c.how)) tree_.renew(r.child, delay);
    if (c.how == settings_change::session && collectors_stay) return;
    r.next_poller = needs_session(c.how) ? until_renewed : delay;
    if (r.polling) r.polling->end();
}

router_id app::add(shared_settings of)
{
    auto id = store_.add(of, moment::now());
    start(id, std::move(of), 0ms);
    return id;
}

void app::forget(router_id router)
{
    tree_.stop(routers_.at(router).child);
}

void app::start(router_id id, shared_settings of, std::chrono::milliseconds delay)
{
    auto& r = routers_[id];
    r.id = id;
    r.settings = std::move(of);
    runtime::child c;
    c.name = r.settings->name;
    c.start = [this, &r] { return watch_router(r); };
    c.on_down = [this, &r](const runtime::departure& how) { went_down(r, how); };
    c.first_delay = delay;
    c.up_since = [&r] { return r.told.up_since; };
    c.on_gone = [this, id] {
        routers_.erase(id);
        store_.remove(id);
    };
    r.child = tree_.start(std::move(c));
}

// One life of one router's session.
awaitable<void> app::watch_router(watched& r)
{
    store_.connecting(r.id);
    r.told.up_since = never;
    r.next_poller = 0ms;
    auto where = r.settings; // a reload may replace it meanwhile
    auto life = [this, &r](routeros::client& client, const routeros::router_facts& facts) {
        return serve(r, client, facts);
    };
    std::optional<transcript> written;
    if (transcript_) written.emplace(where->name, transcript_);
    auto* observer = written ? &*written : nullptr;
    co_await routeros::run_session(where->endpoint, tls_, life, observer);
}

// Collects, and begins anew when the settings have changed.
awaitable<void>
app::serve(watched& r, routeros::client& client, const routeros::router_facts& facts)
{
    open_session counted(sessions_, metrics_);
    went_up(r, facts);
    for (;;) {
        while (r.next_poller > 0ms)
            co_await runtime::pause(std::exchange(r.next_poller, 0ms));
        auto current = r.settings;
        poller polling(client, r.id, *current, {store_, metrics_, log_}, seed_ + r.id);
        runtime::lent until_changed(r.polling, polling);
        co_await polling.run();
    }
}

void app::went_up(watched& r, const routeros::router_facts& facts)
{
    store_.up(r.id, facts, moment::now());
    log_.info("router up",
              field("router", r.settings->name),
              field("identity", routeros::to_utf8(facts.identity)),
              field("version", routeros::to_utf8(facts.version)),
              field("board", routeros::to_utf8(facts.board)),
              field("failed_attempts", r.told.attempts));
    r.told.reason.clear();
    r.told.attempts = 0;
    r.told.up_since = std::chrono::steady_clock::now();
}

void app::went_down(watched& r, const runtime::departure& how)
{
    auto why = failure_in(how.failure);
    metrics_.count_restart(std::string(routeros::word_for(why.code)));
    store_.backing_off(r.id, how.why, how.retry_in, moment::now());

    ++r.told.attempts;
    // Each reason is said once; the attempts that follow it are for those who debug.
    auto level = how.why == r.told.reason ? runtime::level::debug : runtime::level::warn;
    log_.log(level,
             "router down",
             field("router", r.settings->name),
             field("why", how.why),
             field("retry_in", runtime::format_duration(how.retry_in)));
    r.told.reason = how.why;
}

}
