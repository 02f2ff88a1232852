#include "exporter/transcript.hpp"

#include "routeros/transcript.hpp"

#include <fmt/chrono.h>

#include <chrono>

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

line_sink lines_to(runtime::line_writer& out)
{
    return [&out](std::string_view line) { out.write(std::string(line) + '\n'); };
}

}
