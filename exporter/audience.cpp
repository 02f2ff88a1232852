#include "exporter/audience.hpp"

namespace exporter {

snapshot_store::served shown_routers::serve(const audience& to) const
{
    auto all = store_.serve();
    if (!to.sees_all())
        std::erase_if(all.routers, [&](const auto& r) { return !to.sees(*r->series); });
    return all;
}

}
