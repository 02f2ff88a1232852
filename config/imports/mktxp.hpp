// mktxp.conf and the _mktxp.conf beside it.
#pragma once

#include "config/imports/source.hpp"

namespace config::imports {

draft read_mktxp(const source& from);

}
