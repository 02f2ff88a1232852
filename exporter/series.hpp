// The part of every series that is the same for all of one router.
#pragma once

#include "config/fleet.hpp"
#include "exporter/table.hpp"

#include <string>

namespace exporter {

struct router_series {
    explicit router_series(const config::router& router);

    std::string router;
    std::string tenant;
    std::string site;
    config::label_map labels; // besides these
    std::string open;  // `{router="pop-1",site="durban",role="bng"`, for more labels to follow
    std::string whole; // the same, closed
};

}
