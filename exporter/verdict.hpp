// What is decided about a request before anything is answered.
#pragma once

#include "exporter/audience.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace exporter {

struct visitor {
    std::string address;
    std::uint16_t port = 0;
    std::string_view authorization; // the header
};

struct verdict {
    enum class kind : std::uint8_t { serve, refuse, hang_up };
    kind what = kind::serve;
    int status = 200;    // of a refusal, with its sentence
    std::string headers; // whole header lines for the answer, whichever it is
    std::string message;
    exporter::caller caller{}; // of who is served
};

}
