// The addresses of a host, for a thread that may wait for the answer.
#pragma once

#include <string>
#include <vector>

namespace routeros {

// As text; an address is its own. None when there are none, or nobody says.
std::vector<std::string> host_addresses(const std::string& host);

}
