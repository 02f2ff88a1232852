// What sessions share of the network.
#pragma once

#include "routeros/tls_contexts.hpp"
#include "runtime/name_resolver.hpp"

namespace routeros {

struct network {
    tls_contexts tls{};
    runtime::name_resolver names{};
};

}
