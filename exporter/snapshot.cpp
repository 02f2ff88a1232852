#include "exporter/snapshot.hpp"

#include "exporter/join.hpp"
#include "exporter/succession.hpp"

#include <cmath>

namespace exporter {

namespace {

// What was collected of one device says nothing of the next.
void replace_device(router_snapshot& router)
{
    ++router.replacements;
    for (std::size_t i = 0; i < router.collectors.size(); ++i) {
        auto& c = router.collectors.change(i);
        if (c.state == collector_state::off) continue;
        auto every = c.every;
        c = {};
        c.every = every;
    }
}

double seconds_of(std::chrono::system_clock::time_point t)
{
    return std::chrono::duration<double>(t.time_since_epoch()).count();
}

}

std::string_view text(router_state s)
{
    switch (s) {
    case router_state::waiting:
        return "waiting";
    case router_state::connecting:
        return "connecting";
    case router_state::up:
        return "up";
    case router_state::backing_off:
        return "backing off";
    }
    return "";
}

std::string_view metric_text(router_state s)
{
    return s == router_state::backing_off ? "backing_off" : text(s);
}

snapshot_store::snapshot_store(std::shared_ptr<const catalogue> collectors)
    : collectors_(std::move(collectors))
{
}

snapshot_store::snapshot_store(std::shared_ptr<const catalogue> collectors,
                               const std::vector<config::router>& routers,
                               const moment& now)
    : snapshot_store(collectors)
{
    std::vector<listing> fleet;
    fleet.reserve(routers.size());
    for (const auto& r : routers)
        fleet.push_back({std::nullopt, std::make_shared<config::router>(r)});
    arrange(std::move(collectors), fleet, now);
}

snapshot_store::served snapshot_store::serve() const
{
    std::lock_guard lock(mutex_);
    return {collectors_, listed_};
}

std::optional<snapshot_store::served> snapshot_store::look_locked(router_id router) const
{
    auto found = routers_.find(router);
    if (found == routers_.end()) return std::nullopt;
    return served{collectors_, {found->second.snapshot}};
}

std::optional<router_id>
snapshot_store::find(std::string_view host, std::uint16_t port, std::string_view username) const
{
    std::lock_guard lock(mutex_);
    for (const auto& [id, r] : routers_) {
        const auto& where = r.settings->endpoint;
        if (r.place != unlisted && where.port == port && where.username == username &&
            where.host == host)
            return id;
    }
    return std::nullopt;
}

std::optional<snapshot_store::served> snapshot_store::look(router_id router) const
{
    std::lock_guard lock(mutex_);
    return look_locked(router);
}

std::optional<snapshot_store::served>
snapshot_store::wait(router_id router,
                     std::chrono::steady_clock::time_point deadline,
                     const std::function<bool(const served&)>& enough) const
{
    std::unique_lock lock(mutex_);
    ++waiting_;
    std::optional<served> now;
    auto over = [&] {
        auto seen = look_locked(router);
        auto gone = !seen;
        // Of one that goes while all end, what was known last.
        if (!gone || !released_) now = std::move(seen);
        return released_ || gone || enough(*now);
    };
    changed_.wait_until(lock, deadline, over);
    --waiting_;
    return now;
}

void snapshot_store::release()
{
    std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
}

std::vector<router_id> snapshot_store::arrange(std::shared_ptr<const catalogue> collectors,
                                               const std::vector<listing>& fleet,
                                               const moment& now)
{
    // Made aside, from what only this thread changes; readers get it in one step.
    auto stay = collectors == collectors_;
    auto routers = routers_;
    auto move_on = [&](entry& r, std::shared_ptr<const config::router> settings) {
        r.snapshot = r.snapshot
                         ? next_snapshot(r.snapshot, *r.settings, *settings, *collectors, stay, now)
                         : first_snapshot(*settings, *collectors, now);
        r.settings = std::move(settings);
    };
    for (auto& [id, r] : routers)
        r.place = unlisted;
    std::vector<router_id> ids;
    fleet_view listed;
    for (const auto& l : fleet) {
        ids.push_back(l.id ? *l.id : next_++);
        auto& r = routers[ids.back()];
        move_on(r, l.settings);
        r.place = listed.size();
        listed.push_back(r.snapshot);
    }
    for (auto& [id, r] : routers)
        if (r.place == unlisted) move_on(r, r.settings);
    std::lock_guard lock(mutex_);
    collectors_.swap(collectors);
    routers_.swap(routers);
    listed_.swap(listed);
    return ids;
}

router_id snapshot_store::add(std::shared_ptr<const config::router> settings, const moment& now)
{
    entry r{first_snapshot(*settings, *collectors_, now), std::move(settings)};
    std::lock_guard lock(mutex_);
    routers_.emplace(next_, std::move(r));
    return next_++;
}

void snapshot_store::remove(router_id router)
{
    decltype(routers_)::node_type gone; // freed outside the lock
    std::lock_guard lock(mutex_);
    gone = routers_.extract(router);
    if (waiting_ > 0) changed_.notify_all();
}

void snapshot_store::change(router_id router, const std::function<void(router_snapshot&)>& how)
{
    auto& r = routers_.at(router);
    auto next = std::make_shared<router_snapshot>(*r.snapshot);
    how(*next);
    std::shared_ptr<const router_snapshot> published = std::move(next);
    {
        std::lock_guard lock(mutex_);
        if (r.place != unlisted) listed_[r.place] = published;
        r.snapshot.swap(published);
        if (waiting_ > 0) changed_.notify_all();
    }
    // The old snapshot, if nobody reads it, is freed here, outside the lock.
}

void snapshot_store::connecting(router_id router)
{
    change(router, [&](router_snapshot& r) {
        r.state = router_state::connecting;
        r.next_attempt.reset();
        r.backoff = {};
    });
}

void snapshot_store::up(router_id router, const routeros::router_facts& facts, const moment& now)
{
    change(router, [&](router_snapshot& r) {
        r.state = router_state::up;
        r.since = now;
        r.tried = true;
        r.failure.clear();
        r.next_attempt.reset();
        if (r.facts && routeros::are_of_two(*r.facts, facts)) replace_device(r);
        r.facts = facts;
        // Another version may have other menus, and another login other permissions.
        for (std::size_t i = 0; i < r.collectors.size(); ++i)
            if (r.collectors[i].state == collector_state::unavailable ||
                r.collectors[i].state == collector_state::forbidden)
                r.collectors.change(i).state = collector_state::waiting;
    });
}

void snapshot_store::backing_off(router_id router,
                                 const std::string& why,
                                 std::optional<std::chrono::milliseconds> retry_in,
                                 const moment& now)
{
    change(router, [&](router_snapshot& r) {
        if (r.state == router_state::up || !r.tried) r.since = now;
        r.state = router_state::backing_off;
        r.tried = true;
        r.failure = why;
        r.backoff = retry_in.value_or(std::chrono::milliseconds(0));
        r.next_attempt.reset();
        if (retry_in) r.next_attempt = now.wall + *retry_in;
    });
}

void snapshot_store::judge(router_id router,
                           runtime::breaker_state breaker,
                           unsigned failures,
                           std::shared_ptr<const session_history> history)
{
    change(router, [&](router_snapshot& r) {
        r.breaker = breaker;
        r.failures = failures;
        r.history = std::move(history);
    });
}

std::unique_ptr<table_builder>
snapshot_store::start(router_id router, std::size_t collector, const moment& now) const
{
    const auto& r = (*this)[router];
    const auto& join = (*collectors_)[collector].join;
    auto known = join && r.collectors[join->collector].fresh(now.steady);
    row_context context{.now_unix = std::floor(seconds_of(now.wall)),
                        .gmt_offset = r.facts ? r.facts->gmt_offset : std::chrono::seconds(0)};
    return std::make_unique<table_builder>(collectors_->share(collector),
                                           r.series,
                                           r.collectors[collector].rows.get(),
                                           known ? joined(r, collector) : nullptr,
                                           context);
}

// The newest rows of the collector that `collector` joins with.
std::shared_ptr<const table> snapshot_store::joined(const router_snapshot& router,
                                                    std::size_t collector) const
{
    const auto& join = (*collectors_)[collector].join;
    return join ? router.collectors[join->collector].rows : nullptr;
}

void snapshot_store::publish(router_id router,
                             std::size_t collector,
                             std::shared_ptr<const table> rows,
                             std::chrono::duration<double> took,
                             const moment& now)
{
    change(router, [&](router_snapshot& r) {
        auto& c = r.collectors.change(collector);
        c.state = collector_state::ok;
        c.rows = std::move(rows);
        c.last_success = now;
        c.took = took;
        c.failure.clear();
        // Rows that came while the other collector's were still on their way.
        const auto& plan = (*collectors_)[collector];
        if (plan.join) c.rows = join(plan, c.rows, joined(r, collector).get());
        for (auto dependent : collectors_->dependents(collector)) {
            auto mine = r.collectors[dependent].rows;
            if (!mine) continue;
            auto renewed =
                join((*collectors_)[dependent], mine, r.collectors[collector].rows.get());
            r.collectors.change(dependent).rows = std::move(renewed);
        }
    });
}

void snapshot_store::fail(router_id router,
                          std::size_t collector,
                          const std::string& why,
                          std::chrono::duration<double> took)
{
    change(router, [&](router_snapshot& r) {
        auto& c = r.collectors.change(collector);
        c.state = collector_state::failed;
        c.failure = why;
        c.took = took;
    });
}

void snapshot_store::unavailable(router_id router, std::size_t collector, const std::string& why)
{
    set_aside(router, collector, collector_state::unavailable, why);
}

void snapshot_store::forbid(router_id router, std::size_t collector, const std::string& why)
{
    set_aside(router, collector, collector_state::forbidden, why);
}

void snapshot_store::set_aside(router_id router,
                               std::size_t collector,
                               collector_state why_not,
                               const std::string& why)
{
    change(router, [&](router_snapshot& r) {
        auto& c = r.collectors.change(collector);
        c.state = why_not;
        c.failure = why;
        c.took = {};
        c.rows.reset();
        c.last_success.reset();
    });
}

void snapshot_store::count_traffic(router_id router, const routeros::api_traffic& more)
{
    auto& all = counters(router);
    all.sent_bytes.fetch_add(more.sent_bytes, std::memory_order_relaxed);
    all.received_bytes.fetch_add(more.received_bytes, std::memory_order_relaxed);
    all.commands.fetch_add(more.commands, std::memory_order_relaxed);
}

}
