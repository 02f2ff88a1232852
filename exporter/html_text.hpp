// Text in HTML, and times as people read them.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace exporter {

// Escaped for text and for attribute values in quotes; bytes that are not UTF-8 made so, control
// characters made visible.
std::string html(std::string_view bytes);

// "3 s", "12 min", "5 h", "3 d": one unit, rounded down.
std::string age_text(std::chrono::duration<double> age);

// "0.4 ms", "80 ms", "1.2 s"
std::string duration_text(std::chrono::duration<double> length);

}
