// `mikroscope-exporter print ROUTER COLLECTOR`: one run of one collector of one router, for people.
#pragma once

#include "exporter/mission.hpp"
#include "exporter/options.hpp"

#include <iosfwd>

namespace exporter {

// Connects as the exporter does, collects once, whether or not the collector is on, and prints the
// rows. Exit codes: 0 printed, 1 the router could not be asked, 2 no such router or collector.
int print_collector(const mission& m, const options& o, std::ostream& out, std::ostream& err);

}
