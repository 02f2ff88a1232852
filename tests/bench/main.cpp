// Prints how fast the exporter's parts are on the fleet F50. Not a test: figures depend on the
// machine.
#include "tests/bench/compressing.hpp"
#include "tests/bench/decoding.hpp"
#include "tests/bench/fleet.hpp"
#include "tests/bench/scraping.hpp"

#include <fmt/core.h>

#include <exception>

int main()
{
    try {
        exporter::snapshot_store store(
            bench::interface_collector(), bench::make_routers(), exporter::moment::now());
        bench::measure_collecting(store);
        bench::measure_scrapes(store); // before the peer's series fill the memory
        bench::measure_compressing(store);
        bench::measure_exposition(store);
    } catch (const std::exception& e) {
        fmt::print(stderr, "{}\n", e.what());
        return 1;
    }
}
