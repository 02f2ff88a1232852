#include "exporter/command_pace.hpp"

#include <algorithm>

namespace exporter {

command_pace::command_pace(double per_second,
                           std::optional<runtime::token_bucket>& tenant,
                           time_point now)
    : own_(per_second, 2 * per_second, now), tenant_(tenant)
{
}

bool command_pace::take(time_point now)
{
    auto own = own_.has_token(now);
    if (!own || (tenant_ && !tenant_->has_token(now))) {
        if (!waiting_since_) waiting_since_ = now;
        waiting_for_ = own ? rate_scope::tenant : rate_scope::router;
        return false;
    }
    own_.take(now);
    if (tenant_) tenant_->take(now);
    if (auto since = std::exchange(waiting_since_, std::nullopt))
        wait_ = wait{waiting_for_, now - *since};
    return true;
}

command_pace::time_point command_pace::next(time_point now)
{
    auto soonest = own_.next(now);
    return tenant_ ? std::max(soonest, tenant_->next(now)) : soonest;
}

}
