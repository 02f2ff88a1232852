#include "exporter/accept.hpp"

#include "runtime/letter_case.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace exporter {

namespace {

using runtime::equal_in_any_case;

std::string_view trim(std::string_view text)
{
    auto is_space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

// Cuts off and returns what is before the separator, or all.
std::string_view next_part(std::string_view& text, char separator)
{
    auto end = std::min(text.find(separator), text.size());
    auto part = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

// One element of Accept or Accept-Encoding.
struct preference {
    std::string_view type;
    std::string_view version;
    double quality = 1;
};

preference read_preference(std::string_view text)
{
    preference range;
    range.type = next_part(text, ';');
    while (!text.empty()) {
        auto value = next_part(text, ';');
        auto name = next_part(value, '=');
        if (equal_in_any_case(name, "version")) range.version = value;
        if (!equal_in_any_case(name, "q")) continue;
        auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), range.quality);
        if (error != std::errc{} || !(range.quality >= 0 && range.quality <= 1)) range.quality = 0;
    }
    return range;
}

bool is_open_metrics(const preference& range)
{
    if (!equal_in_any_case(range.type, "application/openmetrics-text")) return false;
    // 0.0.1 differs in nothing that is written here.
    return range.version.empty() || range.version == "1.0.0" || range.version == "0.0.1";
}

}

format choose_format(std::string_view accept)
{
    double open_metrics = 0;
    double text = 0;
    while (!accept.empty()) {
        auto range = read_preference(next_part(accept, ','));
        if (is_open_metrics(range)) open_metrics = std::max(open_metrics, range.quality);
        if (equal_in_any_case(range.type, "text/plain")) text = std::max(text, range.quality);
    }
    return open_metrics > 0 && open_metrics >= text ? format::open_metrics : format::text;
}

bool wants_gzip(std::string_view accept_encoding)
{
    std::optional<double> gzip;
    std::optional<double> identity;
    std::optional<double> others;
    while (!accept_encoding.empty()) {
        auto coding = read_preference(next_part(accept_encoding, ','));
        if (equal_in_any_case(coding.type, "gzip") || equal_in_any_case(coding.type, "x-gzip"))
            gzip = coding.quality;
        if (equal_in_any_case(coding.type, "identity")) identity = coding.quality;
        if (coding.type == "*") others = coding.quality;
    }
    auto compressed = gzip ? *gzip : others.value_or(0);
    return compressed > 0 && compressed >= identity.value_or(0);
}

std::string_view content_type(format f)
{
    return f == format::text ? "text/plain; version=0.0.4; charset=utf-8"
                             : "application/openmetrics-text; version=1.0.0; charset=utf-8";
}

}
