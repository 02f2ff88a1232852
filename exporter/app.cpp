#include "exporter/app.hpp"

#include "exporter/shard.hpp"
#include "exporter/succession.hpp"
#include "runtime/first_to_end.hpp"

#include <optional>
#include <random>
#include <utility>

namespace exporter {
using boost::asio::awaitable;
using namespace std::chrono_literals;

namespace {

// Sessions begin one after another, all within this time.
constexpr std::chrono::milliseconds start_within = 20s;
constexpr std::chrono::milliseconds start_apart = 20ms;

}

std::chrono::milliseconds start_delay(std::size_t nth, std::size_t count)
{
    auto place = static_cast<std::int64_t>(nth);
    auto evenly = start_within * place / static_cast<std::int64_t>(count);
    return std::min(start_apart * place, evenly);
}

app::app(snapshot_store& store, self_metrics& metrics, const runtime::logger& log)
    : store_(store),
      metrics_(metrics),
      log_(log),
      seed_(std::random_device()()),
      connects_(config::exporter_settings().connects_in_progress,
                [&metrics](auto inside, auto waiting) { metrics.set_connects(inside, waiting); }),
      root_({.restarts = {}, .diagnose = {}, .seed = seed_})
{
}

app::~app() = default;

awaitable<void> app::watch()
{
    return runtime::first_to_end(root_.run(), connects_.keep_time());
}

rearrangement app::arrange(const mission& m)
{
    set_quotas(m.fleet);
    auto collectors_stay = m.collectors == store_.share_collectors();
    std::vector<snapshot_store::listing> fleet;
    auto gone = std::exchange(fleet_, {});
    for (const auto& r : m.fleet.routers) {
        if (!is_of_shard(r.name, m.fleet.exporter.shard)) continue;
        // Who moves to another tenant is another's child.
        auto known = gone.find(r.name);
        auto stays =
            known != gone.end() && routers_.at(known->second).settings().tenant == r.tenant;
        auto id = stays ? std::optional(known->second) : std::nullopt;
        if (stays) gone.erase(known);
        fleet.push_back({id, std::make_shared<config::router>(r)});
    }
    auto ids = store_.arrange(m.collectors, fleet, moment::now());
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < fleet.size(); ++i) {
        fleet_.emplace(fleet[i].settings->name, ids[i]);
        if (!fleet[i].id) fresh.push_back(i);
    }
    rearrangement done{.added = fresh.size(), .removed = gone.size()};
    for (const auto& [name, id] : gone)
        forget(id);
    auto changes = changes_of(ids, fleet, collectors_stay);
    for (std::size_t n = 0; n < changes.size(); ++n) {
        auto& [router, to] = changes[n];
        ++(needs_session(compare(router.settings(), *to)) ? done.reconnected : done.adjusted);
        router.change(to, collectors_stay, start_delay(n, changes.size()));
    }
    for (std::size_t n = 0; n < fresh.size(); ++n)
        start(ids[fresh[n]], fleet[fresh[n]].settings, start_delay(n, fresh.size()));
    return done;
}

void app::set_quotas(const config::fleet& fleet)
{
    auto now = std::chrono::steady_clock::now();
    connects_.set_most(fleet.exporter.connects_in_progress);
    std::map<std::string, config::quota> quotas;
    for (const auto& t : fleet.tenants)
        quotas.emplace(t.name, t.quota);
    // Without tenants there is one that has it all.
    if (fleet.tenants.empty()) quotas[""].connects.most = fleet.exporter.connects_in_progress;
    for (const auto& [name, t] : tenants_)
        quotas.try_emplace(name);
    for (const auto& [name, quota] : quotas) {
        connects_.set_limits(name, quota.connects);
        branch(name).set_commands(quota.commands_per_second, now);
    }
}

tenant& app::branch(const std::string& name)
{
    auto found = tenants_.find(name);
    if (found != tenants_.end()) return found->second;
    runtime::supervision policy{.restarts = {}, .diagnose = diagnose, .seed = seed_};
    auto& made = tenants_.try_emplace(name, name, policy).first->second;
    runtime::child c;
    c.name = name;
    c.start = [&made] { return made.routers.run(); };
    // Nothing but a fault of ours ends a tenant's branch; it begins anew with all its routers.
    c.on_down = [this, name](const runtime::departure& how) {
        log_.error("tenant down: its routers begin anew",
                   runtime::field("tenant", name),
                   runtime::field("why", how.why));
    };
    root_.start(std::move(c));
    return made;
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
        auto to = listed.contains(id) ? listed.at(id) : r.share_settings();
        auto how = compare(r.settings(), *to);
        if (how != settings_change::none || !collectors_stay) changes.push_back({r, to});
    }
    return changes;
}

router_id app::add(const shared_settings& of)
{
    auto id = store_.add(of, moment::now());
    start(id, of, 0ms);
    return id;
}

void app::forget(router_id router)
{
    routers_.at(router).end();
}

bool app::steer(const std::string& router, breaker_order order)
{
    auto found = fleet_.find(router);
    if (found == fleet_.end()) return false;
    routers_.at(found->second).obey(order);
    return true;
}

router_watch::surroundings app::surroundings()
{
    return {store_, metrics_, log_, network_, connects_, transcript_, sessions_, seed_};
}

void app::start(router_id id, const shared_settings& of, std::chrono::milliseconds delay)
{
    auto& home = branch(of->tenant);
    auto [place, is_new] = routers_.try_emplace(id, id, of, home, surroundings());
    place->second.start(delay, [this, id, &home] {
        routers_.erase(id);
        store_.remove(id);
        metrics_.set_children(home.name, home.routers.size());
    });
    metrics_.set_children(home.name, home.routers.size());
}

}
