#include "exporter/transcript.hpp"

#include "routeros/transcript.hpp"

#include <fmt/chrono.h>

#include <chrono>
#include <cstdio>

namespace exporter {

void transcript::on_sentence(routeros::direction way,
                             routeros::phase when,
                             routeros::sentence_view words)
{
    using std::chrono::milliseconds;
    auto now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    auto second = std::chrono::floor<std::chrono::seconds>(now);
    out_(fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z {} {}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(second)),
                     (now - second).count(),
                     router_,
                     routeros::transcript_line(way, when, words)));
}

line_sink stderr_lines()
{
    return [](std::string_view line) {
        auto whole = std::string(line) + '\n';
        std::fwrite(whole.data(), 1, whole.size(), stderr);
    };
}

}
