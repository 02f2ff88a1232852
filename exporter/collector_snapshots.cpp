#include "exporter/collector_snapshots.hpp"

namespace exporter {

moment moment::now()
{
    return {std::chrono::steady_clock::now(), std::chrono::system_clock::now()};
}

bool collector_snapshot::fresh(std::chrono::steady_clock::time_point now) const
{
    return last_success && now < last_success->steady + intervals_fresh * every;
}

collector_snapshots::collector_snapshots(std::size_t size)
    : size_(size), pieces_((size + piece_size - 1) / piece_size)
{
    for (auto& p : pieces_)
        p = std::make_shared<piece>();
}

collector_snapshot& collector_snapshots::change(std::size_t i)
{
    auto& p = pieces_[i / piece_size];
    // Nobody can begin to share what only this holds.
    if (p.use_count() > 1) p = std::make_shared<piece>(*p);
    return (*p)[i % piece_size];
}

}
