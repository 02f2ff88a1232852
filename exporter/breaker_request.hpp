// POST /-/breaker?router=NAME&do=reset|open|disable: which router's breaker, and what is to be
// done.
#pragma once

#include "exporter/query.hpp"
#include "exporter/router_watch.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <string_view>

namespace exporter {

struct breaker_request {
    std::string router;
    breaker_order order = breaker_order::reset;
};

boost::system::result<breaker_request, refusal> read_breaker_request(std::string_view query);

// What has been done, for who asked.
std::string_view outcome_text(breaker_order order);

// As it is asked for: "reset"
std::string_view text(breaker_order order);

}
