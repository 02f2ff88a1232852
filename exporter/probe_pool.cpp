#include "exporter/probe_pool.hpp"

#include "exporter/place.hpp"
#include "exporter/request.hpp"
#include "runtime/first_to_end.hpp"
#include "runtime/letter_case.hpp"

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
    return runtime::lower_case(asked.target) + '\n' + asked.credentials;
}

bool is_up(const snapshot_store::served& now)
{
    return now.routers.front()->state == router_state::up;
}

// Whether all that was asked for has been seen. Asked at every change with the store locked, so
// names are looked up once for each catalogue in force.
class expectation {
public:
    explicit expectation(const std::vector<std::string>& names) : names_(names) {}

    bool have_run(const snapshot_store::served& now)
    {
        choose(now.collectors);
        const auto& collectors = now.routers.front()->collectors;
        for (std::size_t i = 0; i < collectors.size(); ++i)
            if (chosen_.has(i) && collectors[i].state == collector_state::waiting) return false;
        return true;
    }

    // A router that was tried and is down has nothing to wait for.
    bool is_settled(const snapshot_store::served& now)
    {
        return is_up(now) ? have_run(now) : now.routers.front()->tried;
    }

private:
    void choose(const std::shared_ptr<const catalogue>& collectors)
    {
        if (collectors == catalogue_) return;
        catalogue_ = collectors;
        auto chosen = choose_collectors(*collectors, names_);
        // All of them where a name is not known any more: whoever asks is refused afterwards.
        chosen_ = chosen ? *std::move(chosen) : collector_choice();
    }

    const std::vector<std::string>& names_;
    std::shared_ptr<const catalogue> catalogue_;
    collector_choice chosen_;
};

}

probe_pool::probe_pool(surroundings around, unsigned most_waiting)
    : around_(std::move(around)), most_waiting_(most_waiting), names_(around_.resolve, most_waiting)
{
}

probe_pool::settings_ptr probe_pool::settings() const
{
    std::lock_guard lock(mutex_);
    return settings_;
}

boost::system::result<probed, refusal> probe_pool::probe(const probe_request& asked,
                                                         time_point deadline)
{
    auto allowed = settings();
    if (!allowed) return not_enabled;
    if (!allowed->users.contains(asked.credentials)) return admit(asked, *allowed, {}).error();
    auto key = key_of(asked);
    expectation expected(asked.collectors);
    auto enough = [&](const auto& now) { return expected.is_settled(now); };
    if (auto own = of_the_fleet(asked, *allowed)) {
        auto seen = around_.store.look(*own);
        if (seen && !enough(*seen)) {
            place waiting(waiting_, most_waiting_);
            if (!waiting.got()) return too_many_wait;
            seen = around_.store.wait(*own, deadline, enough);
        }
        if (!seen) return let_go;
        return probed{*seen, is_up(*seen) && expected.have_run(*seen)};
    }
    auto known = find(key);
    auto now = known ? around_.store.look(known->id) : std::nullopt;
    // One that is down may have moved: its name is then looked up again.
    auto moved = now && !is_up(*now) && known->address != asked.host;
    if (now && enough(*now) && !moved) return probed{*now, is_up(*now)};

    place waiting(waiting_, most_waiting_);
    if (!waiting.got()) return too_many_wait;
    auto id = open(key, asked, allowed, deadline);
    if (!id) return id.error();
    auto seen = wait(key, *id, deadline, enough);
    if (!seen) return let_go;
    return probed{*seen, is_up(*seen) && expected.have_run(*seen)};
}

// One session to a router is enough.
std::optional<router_id> probe_pool::of_the_fleet(const probe_request& asked,
                                                  const config::probe_settings& allowed) const
{
    auto port = asked.port.value_or(allowed.pattern.endpoint.port);
    const auto& user = allowed.users.at(asked.credentials);
    return around_.store.find(asked.host, port, user.username);
}

boost::system::result<router_id, refusal> probe_pool::open(const std::string& key,
                                                           const probe_request& asked,
                                                           const settings_ptr& allowed,
                                                           time_point deadline)
{
    auto addresses = names_.ask(asked.host, deadline);
    if (!addresses) return addresses.error();
    if (addresses->empty()) return refusal{"The target's name has no address.", 400};
    auto router = admit(asked, *allowed, *addresses);
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

std::optional<probe_sessions::session> probe_pool::find(const std::string& key)
{
    std::lock_guard lock(mutex_);
    return sessions_.find(key, clock::now());
}

std::optional<snapshot_store::served>
probe_pool::wait(const std::string& key, router_id id, time_point deadline, const predicate& enough)
{
    {
        std::lock_guard lock(mutex_);
        sessions_.begin_waiting(key, id);
    }
    auto seen = around_.store.wait(id, deadline, enough);
    std::lock_guard lock(mutex_);
    sessions_.end_waiting(key, id, clock::now());
    return seen;
}

std::optional<router_id> probe_pool::watch(const std::string& key,
                                           const std::shared_ptr<const config::router>& router,
                                           std::uint32_t most)
{
    auto address = router->endpoint.host;
    auto known = find(key);
    if (known && known->address == address) return known->id;
    {
        std::lock_guard lock(mutex_);
        if (!known && sessions_.size() >= most) return std::nullopt;
    }
    if (known) around_.fleet.forget(known->id);
    auto id = around_.fleet.add(router);
    std::lock_guard lock(mutex_);
    sessions_.put(key, {id, address}, clock::now());
    return id;
}

void probe_pool::allow(const std::optional<config::probe_settings>& settings)
{
    std::vector<router_id> gone;
    {
        std::lock_guard lock(mutex_);
        auto same = settings ? settings_ && *settings_ == *settings : !settings_;
        if (same) return;
        settings_ = settings ? std::make_shared<config::probe_settings>(*settings) : nullptr;
        gone = sessions_.take_all();
    }
    for (auto id : gone)
        around_.fleet.forget(id);
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
            gone = sessions_.take_idle(oldest);
        }
        for (auto id : gone)
            around_.fleet.forget(id);
    }
}

}
