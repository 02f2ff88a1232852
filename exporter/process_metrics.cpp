#include "exporter/process_metrics.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace exporter {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

// Of /proc/self/stat, numbered from 1 in proc(5).
struct process_stat {
    double start_seconds = 0;  // 22, since boot
    double virtual_bytes = 0;  // 23
    double resident_bytes = 0; // 24
};

process_stat read_stat()
{
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    // The command's name, the second field, may hold spaces and parentheses.
    auto rest = line.substr(std::min(line.rfind(')') + 1, line.size()));
    std::istringstream in(rest);
    std::vector<std::string> fields{std::istream_iterator<std::string>(in), {}};
    auto field = [&](std::size_t number) {
        auto index = number - 3; // `rest` begins with the third
        return index < fields.size() ? std::stod(fields[index]) : 0.0;
    };
    auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    return {.start_seconds = field(22) / ticks,
            .virtual_bytes = field(23),
            .resident_bytes = field(24) * static_cast<double>(sysconf(_SC_PAGESIZE))};
}

// Finer than the ticks in /proc.
double cpu_seconds()
{
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double boot_time()
{
    std::ifstream file("/proc/stat");
    std::string word;
    double value = 0;
    while (file >> word)
        if (word == "btime" && file >> value) return value;
    return 0;
}

double open_files()
{
    std::error_code error;
    std::filesystem::directory_iterator files("/proc/self/fd", error);
    double count = 0;
    for (; !error && files != std::filesystem::directory_iterator(); files.increment(error))
        ++count;
    return count;
}

double file_limit()
{
    auto limit = sysconf(_SC_OPEN_MAX);
    return limit < 0 ? std::numeric_limits<double>::infinity() : static_cast<double>(limit);
}

MetricFamily family(std::string name, std::string help, MetricType type, double value)
{
    prometheus::ClientMetric metric;
    if (type == MetricType::Counter) metric.counter.value = value;
    if (type == MetricType::Gauge) metric.gauge.value = value;
    return {std::move(name), std::move(help), type, {metric}};
}

}

std::vector<MetricFamily> process_metrics()
{
    auto stat = read_stat();
    return {
        family("process_cpu_seconds_total",
               "User and system CPU time spent.",
               MetricType::Counter,
               cpu_seconds()),
        family("process_start_time_seconds",
               "When the process started.",
               MetricType::Gauge,
               boot_time() + stat.start_seconds),
        family("process_resident_memory_bytes",
               "Memory the process holds.",
               MetricType::Gauge,
               stat.resident_bytes),
        family("process_virtual_memory_bytes",
               "Addresses the process has taken.",
               MetricType::Gauge,
               stat.virtual_bytes),
        family("process_open_fds", "Open files and sockets.", MetricType::Gauge, open_files()),
        family("process_max_fds",
               "Most files and sockets it may open.",
               MetricType::Gauge,
               file_limit()),
    };
}

}
