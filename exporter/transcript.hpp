// --debug.transcript: every sentence exchanged with one router, a line each.
#pragma once

#include "routeros/observer.hpp"
#include "runtime/line_writer.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace exporter {

// Gets whole lines, without their end.
using line_sink = std::function<void(std::string_view line)>;

class transcript final : public routeros::sentence_observer {
public:
    transcript(std::string router, const line_sink& out) : router_(std::move(router)), out_(out) {}

    // "2026-01-02T03:04:05.678Z pop-001 > /login =name=mikroscope =password=***"
    void on_sentence(routeros::direction way,
                     routeros::phase when,
                     routeros::sentence_view words) override;

private:
    std::string router_;
    const line_sink& out_;
};

line_sink lines_to(runtime::line_writer& out);

}
