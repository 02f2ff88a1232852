// Names to addresses for who may wait: as long as it likes, and no longer.
#pragma once

#include "exporter/request.hpp"
#include "runtime/name_resolver.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace exporter {

class name_lookup {
public:
    using addresses = std::vector<std::string>;
    using time_point = std::chrono::steady_clock::time_point;

    // No more than `most` names that nobody knows yet are looked up at a time; others wait for
    // their turn.
    name_lookup(runtime::name_resolver::lookup how, unsigned most);

    // Any thread. Addresses are their own, at once; none where the name has none.
    boost::system::result<addresses, refusal> ask(const std::string& host, time_point deadline);

private:
    runtime::name_resolver names_;
};

}
