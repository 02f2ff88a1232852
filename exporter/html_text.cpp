#include "exporter/html_text.hpp"

#include "exporter/label_text.hpp"
#include "routeros/text.hpp"

#include <fmt/core.h>

#include <array>
#include <cmath>

namespace exporter {

namespace {

std::string_view entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

bool is_control(char c)
{
    auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

}

std::string html(std::string_view bytes)
{
    constexpr std::size_t readable = 512;
    auto shown = cut_text(bytes, readable);
    std::string out;
    for (char c : routeros::to_utf8(shown)) {
        auto name = entity(c);
        if (!name.empty()) {
            out += name;
        } else if (is_control(c)) {
            out += "\xEF\xBF\xBD";
        } else {
            out += c;
        }
    }
    return shown.size() < bytes.size() ? out + "\xE2\x80\xA6" : out;
}

std::string age_text(std::chrono::duration<double> age)
{
    struct unit {
        double seconds;
        std::string_view name;
    };
    constexpr std::array<unit, 3> units{{{86'400, "d"}, {3'600, "h"}, {60, "min"}}};
    auto seconds = age.count() > 0 ? age.count() : 0;
    for (const auto& u : units)
        if (seconds >= 2 * u.seconds)
            return fmt::format("{:.0f} {}", std::floor(seconds / u.seconds), u.name);
    return fmt::format("{:.0f} s", std::floor(seconds));
}

std::string duration_text(std::chrono::duration<double> length)
{
    if (length.count() < 0.01) return fmt::format("{:.1f} ms", length.count() * 1000);
    if (length.count() < 1) return fmt::format("{:.0f} ms", length.count() * 1000);
    return fmt::format("{:.1f} s", length.count());
}

}
