// The _mktxp.conf beside a mktxp.conf: how the program itself behaves.
#pragma once

#include "config/imports/source.hpp"

namespace config::imports {

// There need not be such a file.
void read_mktxp_system(const source& from, draft& fleet);

}
