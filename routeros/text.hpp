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

}
