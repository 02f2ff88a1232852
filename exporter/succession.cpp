#include "exporter/succession.hpp"

#include <utility>

namespace exporter {

namespace {

std::chrono::milliseconds cadence(const config::router& router, const collector& c)
{
    auto own = router.collect.find(c.name);
    if (own == router.collect.end()) return c.enabled ? c.every : std::chrono::milliseconds(0);
    return own->second == config::own_cadence ? c.every : own->second;
}

collector_snapshot first_of(std::chrono::milliseconds every)
{
    collector_snapshot c;
    c.every = every;
    if (every.count() == 0) c.state = collector_state::off;
    return c;
}

bool same_device(const config::router& was, const config::router& is)
{
    return was.endpoint.host == is.endpoint.host && was.endpoint.port == is.endpoint.port;
}

bool same_labels(const config::router& was, const config::router& is)
{
    return was.name == is.name && was.tenant == is.tenant && was.site == is.site &&
           was.labels == is.labels;
}

void set_collectors(router_snapshot& router,
                    const config::router& settings,
                    const catalogue& collectors,
                    bool rows_stay)
{
    auto before = std::exchange(router.collectors, collector_snapshots(collectors.size()));
    for (std::size_t i = 0; i < collectors.size(); ++i) {
        auto every = cadence(settings, collectors[i]);
        auto stays = rows_stay && every.count() > 0 && before[i].state != collector_state::off;
        auto& c = router.collectors.change(i);
        c = stays ? before[i] : first_of(every);
        c.every = every;
    }
}

}

bool needs_session(settings_change how)
{
    return how == settings_change::session || how == settings_change::everything;
}

settings_change compare(const config::router& was, const config::router& is)
{
    if (was == is) return settings_change::none;
    if (was.endpoint == is.endpoint) return settings_change::collecting;
    auto other_session = was;
    other_session.endpoint = is.endpoint;
    auto only_session = same_device(was, is) && other_session == is;
    return only_session ? settings_change::session : settings_change::everything;
}

std::shared_ptr<const router_snapshot>
first_snapshot(const config::router& router, const catalogue& collectors, const moment& now)
{
    auto first = std::make_shared<router_snapshot>();
    first->series = std::make_shared<router_series>(router);
    first->location = router.location;
    first->since = now;
    set_collectors(*first, router, collectors, false);
    return first;
}

std::shared_ptr<const router_snapshot>
next_snapshot(const std::shared_ptr<const router_snapshot>& before,
              const config::router& was,
              const config::router& is,
              const catalogue& collectors,
              bool collectors_stay,
              const moment& now)
{
    if (!same_device(was, is)) return first_snapshot(is, collectors, now);
    if (collectors_stay && compare(was, is) == settings_change::none) return before;
    auto next = std::make_shared<router_snapshot>(*before);
    auto labels_stay = same_labels(was, is);
    if (!labels_stay) next->series = std::make_shared<router_series>(is);
    next->location = is.location;
    set_collectors(*next, is, collectors, collectors_stay && labels_stay);
    return next;
}

}
