// Turns the settings of other exporters into a fleet file of ours: mktxp.conf, with the _mktxp.conf
// beside it, and the YAML of nshttpd's mikrotik-exporter.
#pragma once

#include "config/collector_definition.hpp"
#include "config/mistake.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <vector>

namespace config {

struct imported_fleet {
    std::string fleet_file; // its text
    mistakes remarks;       // what could not be carried over, and why
};

// Which program's file it is its content tells. Holds passwords: so does what is returned, but no
// remark and no mistake.
boost::system::result<imported_fleet, mistakes>
import_fleet(const std::string& path, const std::vector<collector_definition>& collectors);

// The same of a text that is, or would be, at `path`.
boost::system::result<imported_fleet, mistakes>
import_fleet_text(const std::string& text,
                  const std::string& path,
                  const std::vector<collector_definition>& collectors);

}
