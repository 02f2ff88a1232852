#include "exporter/snapshot.hpp"

#include "exporter/join.hpp"

namespace exporter {

namespace {

std::chrono::milliseconds cadence(const config::router& router, const collector& c)
{
    auto own = router.collect.find(c.name);
    return own == router.collect.end() ? c.every : own->second;
}

}

moment moment::now()
{
    return {std::chrono::steady_clock::now(), std::chrono::system_clock::now()};
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

bool collector_snapshot::fresh(std::chrono::steady_clock::time_point now) const
{
    return last_success && now < last_success->steady + intervals_fresh * every;
}

snapshot_store::snapshot_store(std::shared_ptr<const catalogue> collectors,
                               const std::vector<config::router>& routers,
                               const moment& now)
    : collectors_(std::move(collectors))
{
    for (const auto& r : routers) {
        auto router = std::make_shared<router_snapshot>();
        router->series = std::make_shared<router_series>(r, *collectors_);
        router->location = r.location;
        router->since = now;
        for (std::size_t i = 0; i < collectors_->size(); ++i) {
            auto& c = router->collectors.emplace_back();
            c.every = cadence(r, (*collectors_)[i]);
            if (c.every.count() == 0) c.state = collector_state::off;
        }
        routers_.push_back(std::move(router));
    }
}

fleet_view snapshot_store::view() const
{
    std::lock_guard lock(mutex_);
    return routers_;
}

void snapshot_store::change(std::size_t router, const std::function<void(router_snapshot&)>& how)
{
    auto next = std::make_shared<router_snapshot>(*routers_[router]);
    how(*next);
    std::shared_ptr<const router_snapshot> published = std::move(next);
    {
        std::lock_guard lock(mutex_);
        routers_[router].swap(published);
    }
    // The old snapshot, if nobody reads it, is freed here, outside the lock.
}

void snapshot_store::connecting(std::size_t router)
{
    change(router, [&](router_snapshot& r) {
        r.state = router_state::connecting;
        r.next_attempt.reset();
    });
}

void snapshot_store::up(std::size_t router, const routeros::router_facts& facts, const moment& now)
{
    change(router, [&](router_snapshot& r) {
        r.state = router_state::up;
        r.since = now;
        r.tried = true;
        r.failure.clear();
        r.next_attempt.reset();
        r.facts = facts;
        // Another version may have other menus.
        for (auto& c : r.collectors)
            if (c.state == collector_state::unavailable) c.state = collector_state::waiting;
    });
}

void snapshot_store::backing_off(std::size_t router,
                                 const std::string& why,
                                 std::chrono::milliseconds retry_in,
                                 const moment& now)
{
    change(router, [&](router_snapshot& r) {
        if (r.state == router_state::up || !r.tried) r.since = now;
        r.state = router_state::backing_off;
        r.tried = true;
        r.failure = why;
        r.next_attempt = now.wall + retry_in;
    });
}

std::unique_ptr<table_builder> snapshot_store::start(
    std::size_t router, std::size_t collector, std::chrono::steady_clock::time_point now) const
{
    const auto& r = *routers_[router];
    const auto& join = (*collectors_)[collector].join;
    auto known = join && r.collectors[join->collector].fresh(now);
    return std::make_unique<table_builder>(collectors_->share(collector),
                                           r.series,
                                           r.collectors[collector].rows.get(),
                                           known ? joined(r, collector) : nullptr);
}

// The newest rows of the collector that `collector` joins with.
std::shared_ptr<const table> snapshot_store::joined(const router_snapshot& router,
                                                    std::size_t collector) const
{
    const auto& join = (*collectors_)[collector].join;
    return join ? router.collectors[join->collector].rows : nullptr;
}

void snapshot_store::publish(std::size_t router,
                             std::size_t collector,
                             std::shared_ptr<const table> rows,
                             std::chrono::duration<double> took,
                             const moment& now)
{
    change(router, [&](router_snapshot& r) {
        auto& c = r.collectors[collector];
        c.state = collector_state::ok;
        c.rows = std::move(rows);
        c.last_success = now;
        c.took = took;
        c.failure.clear();
        // Rows that came while the other collector's were still on their way.
        const auto& plan = (*collectors_)[collector];
        if (plan.join) c.rows = join(plan, c.rows, joined(r, collector).get());
        for (auto dependent : collectors_->dependents(collector)) {
            auto& mine = r.collectors[dependent].rows;
            if (mine) mine = join((*collectors_)[dependent], mine, c.rows.get());
        }
    });
}

void snapshot_store::fail(std::size_t router,
                          std::size_t collector,
                          const std::string& why,
                          std::chrono::duration<double> took)
{
    change(router, [&](router_snapshot& r) {
        auto& c = r.collectors[collector];
        c.state = collector_state::failed;
        c.failure = why;
        c.took = took;
    });
}

void snapshot_store::unavailable(std::size_t router, std::size_t collector, const std::string& why)
{
    change(router, [&](router_snapshot& r) {
        auto& c = r.collectors[collector];
        c.state = collector_state::unavailable;
        c.failure = why;
        c.took = {};
        c.rows.reset();
        c.last_success.reset();
    });
}

}
