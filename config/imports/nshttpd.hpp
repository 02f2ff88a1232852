// The configuration of nshttpd's mikrotik-exporter.
#pragma once

#include "config/imports/source.hpp"

namespace config::imports {

draft read_nshttpd(const source& from);

}
