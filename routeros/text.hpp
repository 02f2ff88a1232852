// Bytes from a router as text for people and for Prometheus.
#pragma once

#include <string>
#include <string_view>

namespace routeros {

bool is_utf8(std::string_view bytes);

// Appends valid UTF-8: as it stands where it is valid already, otherwise each byte read as
// Windows-1252, the code page WinBox most often wrote (protocol reference 1.7).
void append_utf8(std::string& out, std::string_view bytes);

std::string to_utf8(std::string_view bytes);

// Appends UTF-8 as one line that changes nothing about a terminal: line ends, control characters
// and marks that turn the direction of writing as \n, \x1b, \u202e.
void append_printable(std::string& line, std::string_view utf8);

}
