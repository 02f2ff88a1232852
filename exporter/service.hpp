// The exporter at work: all its parts, from the first connection to the orderly end.
#pragma once

#include "exporter/http_side.hpp"
#include "exporter/mission.hpp"
#include "exporter/options.hpp"

#include <string>

namespace exporter {

// Until SIGINT or SIGTERM. Returns the exit code: 0, or 1 when it could not begin. From the signal
// on nobody new is served; sessions are closed; answers begun get some seconds; and it is over
// within 5 s, whatever anybody waits for.
int serve(const mission& first,
          const options& given,
          const web_settings& web,
          const std::string& version);

}
