#include "runtime/duration.hpp"

#include <array>
#include <charconv>

namespace runtime {
namespace {

struct unit {
    std::string_view suffix;
    std::int64_t milliseconds;
};

// Descending; "ms" stands before "m" is tried, because suffixes are compared whole.
constexpr std::array<unit, 6> units{{{"w", 604'800'000},
                                     {"d", 86'400'000},
                                     {"h", 3'600'000},
                                     {"m", 60'000},
                                     {"s", 1'000},
                                     {"ms", 1}}};

constexpr std::int64_t ceiling = 3650 * units[1].milliseconds;

}

std::optional<milliseconds> parse_duration(std::string_view text)
{
    if (text == "0") return milliseconds(0);
    if (text.empty()) return std::nullopt;
    std::int64_t total = 0;
    std::size_t next_unit = 0;
    while (!text.empty()) {
        std::int64_t count = 0;
        if (text.front() < '0' || text.front() > '9') return std::nullopt;
        auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc{} || count > ceiling) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
        auto suffix = text.substr(0, text.find_first_of("0123456789"));
        while (next_unit < units.size() && units[next_unit].suffix != suffix)
            ++next_unit;
        if (next_unit == units.size()) return std::nullopt;
        if (count > ceiling / units[next_unit].milliseconds) return std::nullopt;
        total += count * units[next_unit].milliseconds;
        if (total > ceiling) return std::nullopt;
        ++next_unit;
        text.remove_prefix(suffix.size());
    }
    return milliseconds(total);
}

std::string format_duration(milliseconds value)
{
    auto left = value.count();
    if (left == 0) return "0s";
    std::string text = left < 0 ? "-" : "";
    if (left < 0) left = -left;
    for (const auto& u : units) {
        if (left < u.milliseconds) continue;
        text += std::to_string(left / u.milliseconds);
        text += u.suffix;
        left %= u.milliseconds;
    }
    return text;
}

}
