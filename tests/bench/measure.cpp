#include "tests/bench/measure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <limits>
#include <unistd.h>

namespace bench {

double cpu_seconds()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double least_seconds(int runs, const std::function<void()>& work)
{
    auto least = std::numeric_limits<double>::max();
    for (int i = 0; i < runs; ++i) {
        auto begin = cpu_seconds();
        work();
        least = std::min(least, cpu_seconds() - begin);
    }
    return least;
}

std::size_t resident_bytes()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t whole = 0;
    std::size_t resident = 0;
    statm >> whole >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void title(std::string_view text)
{
    fmt::print("\n{}\n", text);
}

void line(std::string_view what, double value, std::string_view unit)
{
    fmt::print("  {:<52} {:>14.4g} {}\n", what, value, unit);
    std::fflush(stdout);
}

}
