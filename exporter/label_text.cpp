#include "exporter/label_text.hpp"

#include "routeros/text.hpp"

#include <algorithm>

namespace exporter {

namespace {

// Bytes a label value may hold as they are.
bool is_plain(char c)
{
    auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

bool continues_character(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Some neighbours send their identity (MNDP, CDP) in a field filled up with NULs.
std::string_view without_padding(std::string_view text)
{
    while (text.ends_with('\0'))
        text.remove_suffix(1);
    return text;
}

void append_escaped(std::string& out, std::string_view text, bool escape_quotes)
{
    for (char c : text) {
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\\') {
            out += "\\\\";
        } else if (c == '"' && escape_quotes) {
            out += "\\\"";
        } else if (c == '\0') {
            out += "\xEF\xBF\xBD"; // Prometheus' scanner takes a NUL for the end of the answer
        } else {
            out += c;
        }
    }
}

}

std::string_view cut_text(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit) return text;
    auto length = limit;
    // No character is longer than four bytes; what goes on longer is not UTF-8.
    while (length > 0 && limit - length < 4 && continues_character(text[length]))
        --length;
    return text.substr(0, length);
}

void append_label_value(std::string& out, std::string_view bytes)
{
    auto text = cut_text(without_padding(bytes), label_value_limit);
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        out.append(text);
    } else {
        append_escaped(out, routeros::to_utf8(text), true);
    }
}

void append_help(std::string& out, std::string_view text, bool escape_quotes)
{
    append_escaped(out, text, escape_quotes);
}

}
