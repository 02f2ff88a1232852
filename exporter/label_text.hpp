// Label text as the exposition formats write it.
#pragma once

#include <string>
#include <string_view>

namespace exporter {

// The first `limit` bytes at most, cut at a character's edge where the text is UTF-8.
std::string_view cut_text(std::string_view text, std::size_t limit);

// Appends a label's value between its quotes: backslash, quote and line end escaped, bytes that are
// not UTF-8 made so. What exceeds `label_value_limit` bytes is cut off.
void append_label_value(std::string& out, std::string_view bytes);

// Nobody reads more, and a router may send megabytes.
inline constexpr std::size_t label_value_limit = 4096;

// Help text: backslash and line end escaped; in OpenMetrics the quote too.
void append_help(std::string& out, std::string_view text, bool escape_quotes);

}
