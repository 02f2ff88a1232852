// Prometheus HTTP service discovery: one target for each router. Decided here, without a socket.
#pragma once

#include "exporter/query.hpp"
#include "exporter/snapshot.hpp"

#include <boost/system/result.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace exporter {

struct sd_request {
    std::string target;                // `host:port` of this exporter, as whoever asks knows it
    std::optional<std::string> tenant; // only its routers
};

// `host` is what the request's Host header says; it ends up in targets, so that it must be an
// address and nothing else.
boost::system::result<sd_request, refusal> read_sd_request(std::string_view query,
                                                           std::string_view host);

// [{"targets": [...], "labels": {...}}, ...]. A tenant without routers has no targets: an error
// would have Prometheus keep those it knew.
std::string sd_page(const sd_request& request, const fleet_view& routers);

}
