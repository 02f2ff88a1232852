#include "exporter/probe_pool.hpp"

#include "exporter/place.hpp"
#include "exporter/request.hpp"
#include "routeros/host_addresses.hpp"
#include "runtime/first_to_end.hpp"

#include <algorithm>

namespace exporter {
using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {

const refusal too_many_wait{"Too many probes are waiting for routers: try again later.", 503};
const refusal too_many_routers{"exporter.probe.most routers are being probed already.", 503};
const refusal stopping{"The exporter is stopping.", 503};
const refusal let_go{"The router was let go of in the meantime: ask again.", 503};
const refusal not_enabled{"Probing is not enabled: add exporter.probe to the fleet file.", 403};

std::string key_of(const probe_request& asked)
{
    auto key = asked.target;
    for (auto& c : key)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return key + '\n' + asked.credentials;
}

bool have_run(const snapshot_store::served& now, const std::vector<std::string>& names)
{
    const auto& collectors = now.routers.front()->collectors;
    auto chosen = choose_collectors(*now.collectors, names);
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        auto asked_for = !chosen || chosen->has(i);
        if (asked_for && collectors[i].state == collector_state::waiting) return false;
    }
    return true;
}

bool is_up(const snapshot_store::served& now)
{
    return now.routers.front()->state == router_state::up;
}

// A router that was tried and is down has nothing to wait for.
bool is_settled(const snapshot_store::served& now, const std::vector<std::string>& names)
{
    return is_up(now) ? have_run(now, names) : now.routers.front()->tried;
}

}

probe_pool::probe_pool(surroundings around, unsigned most_waiting)
    : around_(around), most_waiting_(most_waiting)
{
}

probe_pool::settings_ptr probe_pool::settings() const
{
    std::lock_guard lock(mutex_);
    return settings_;
}

std::optional<probe_pool::session> probe_pool::find(const std::string& key, time_point now)
{
    std::lock_guard lock(mutex_);
    auto found = sessions_.find(key);
    if (found == sessions_.end()) return std::nullopt;
    found->second.asked = now;
    return found->second;
}

// Who waits for a router is asking about it all the time.
void probe_pool::hold(const std::string& key, int waiting)
{
    std::lock_guard lock(mutex_);
    auto found = sessions_.find(key);
    if (found == sessions_.end()) return;
    found->second.waiting += waiting;
    found->second.asked = clock::now();
}

boost::system::result<probed, refusal> probe_pool::probe(const probe_request& asked,
                                                         time_point deadline)
{
    auto allowed = settings();
    if (!allowed) return not_enabled;
    if (!allowed->users.contains(asked.credentials)) return admit(asked, *allowed, {}).error();
    auto key = key_of(asked);
    auto enough = [&](const auto& now) { return is_settled(now, asked.collectors); };
    auto known = find(key, clock::now());
    auto now = known ? around_.store.look(known->id) : std::nullopt;
    // One that is down may have moved: its name is then looked up again.
    auto moved = now && !is_up(*now) && known->address != asked.host;
    if (now && enough(*now) && !moved) return probed{*now, is_up(*now)};

    place waiting(waiting_, most_waiting_);
    if (!waiting.got()) return too_many_wait;
    auto id = open(key, asked, allowed);
    if (!id) return id.error();
    hold(key, 1);
    auto seen = around_.store.wait(*id, deadline, enough);
    hold(key, -1);
    if (!seen) return let_go;
    return probed{*seen, is_up(*seen) && have_run(*seen, asked.collectors)};
}

boost::system::result<router_id, refusal>
probe_pool::open(const std::string& key, const probe_request& asked, const settings_ptr& allowed)
{
    auto addresses = routeros::host_addresses(asked.host);
    if (addresses.empty()) return refusal{"The target's name has no address.", 400};
    auto router = admit(asked, *allowed, addresses);
    if (!router) return router.error();
    auto shared = std::make_shared<config::router>(*std::move(router));
    std::optional<router_id> id;
    auto changed = false;
    auto work = [&] {
        changed = settings() != allowed;
        if (!changed) id = watch(key, shared, allowed->most);
    };
    if (!around_.loop.run(work)) return stopping;
    if (changed) return let_go;
    return id ? boost::system::result<router_id, refusal>(*id) : too_many_routers;
}

std::optional<router_id> probe_pool::watch(const std::string& key,
                                           std::shared_ptr<const config::router> router,
                                           std::uint32_t most)
{
    auto address = router->endpoint.host;
    auto known = find(key, clock::now());
    if (known && known->address == address) return known->id;
    {
        std::lock_guard lock(mutex_);
        if (!known && sessions_.size() >= most) return std::nullopt;
    }
    if (known) around_.fleet.forget(known->id);
    auto id = around_.fleet.add(std::move(router));
    std::lock_guard lock(mutex_);
    sessions_[key] = {id, address, clock::now(), 0};
    return id;
}

void probe_pool::allow(const std::optional<config::probe_settings>& settings)
{
    std::map<std::string, session> gone;
    {
        std::lock_guard lock(mutex_);
        auto same = settings ? settings_ && *settings_ == *settings : !settings_;
        if (same) return;
        settings_ = settings ? std::make_shared<config::probe_settings>(*settings) : nullptr;
        gone.swap(sessions_);
    }
    for (const auto& [key, s] : gone)
        around_.fleet.forget(s.id);
}

boost::asio::awaitable<void> probe_pool::let_go_idle()
{
    for (;;) {
        auto current = settings();
        auto idle = current ? current->idle : std::chrono::milliseconds(10s);
        co_await runtime::pause(std::clamp<std::chrono::milliseconds>(idle / 4, 100ms, 10s));
        auto oldest = clock::now() - idle;
        std::vector<router_id> gone;
        {
            std::lock_guard lock(mutex_);
            std::erase_if(sessions_, [&](const auto& s) {
                auto is_idle = s.second.waiting <= 0 && s.second.asked < oldest;
                if (is_idle) gone.push_back(s.second.id);
                return is_idle;
            });
        }
        for (auto id : gone)
            around_.fleet.forget(id);
    }
}

}
