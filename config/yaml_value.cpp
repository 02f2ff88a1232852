#include "config/yaml_value.hpp"

#include "runtime/duration.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace config {
namespace {

// A hostile file could hold a mistake in every byte; nobody reads more than these.
constexpr std::size_t most_mistakes = 1000;

bool is_plain_key(std::string_view key)
{
    return !key.empty() && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

std::string name_of(double bound)
{
    std::array<char, 32> digits{};
    auto* end = digits.data() + digits.size();
    end = std::to_chars(digits.data(), end, bound, std::chars_format::fixed).ptr;
    return {digits.data(), end};
}

template <class T>
std::optional<T> converted(const std::string& text)
{
    T value{};
    const auto* begin = text.data();
    const auto* end = begin + text.size();
    if (begin != end && *begin == '+') ++begin;
    auto [rest, error] = std::from_chars(begin, end, value);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return value;
}

}

std::string quoted(std::string_view text)
{
    constexpr std::size_t longest = 64;
    std::string out = "\"";
    auto cut = text.size() > longest;
    if (cut) {
        auto end = longest;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
        text = text.substr(0, end);
    }
    out += text;
    return one_line(out + (cut ? "...\"" : "\""));
}

std::string listed(std::span<const std::string> names)
{
    constexpr std::size_t most = 30;
    std::string out;
    for (const auto& name : names.first(std::min(names.size(), most))) {
        if (!out.empty()) out += ", ";
        out += name;
    }
    return out + (names.size() > most ? ", ..." : "");
}

yaml_value yaml_value::under(const yaml_entry& entry) const
{
    const auto& key = entry.key.text;
    auto path = path_;
    if (!is_plain_key(key)) {
        path += "[" + quoted(key) + "]";
    } else {
        if (!path.empty()) path += ".";
        path += key;
    }
    yaml_value value(entry.value, *file_, std::move(path), *out_);
    value.confidential_ = confidential_;
    return value;
}

yaml_value yaml_value::key_of(const yaml_entry& entry) const
{
    return {entry.key, *file_, confidential_ ? path_ : under(entry).path(), *out_};
}

yaml_value yaml_value::confidential() const
{
    auto copy = *this;
    copy.confidential_ = true;
    return copy;
}

std::string yaml_value::file_and_line() const
{
    return *file_ + ":" + std::to_string(node_->line);
}

place yaml_value::where() const
{
    return {node_->line, node_->column, path_};
}

mistake yaml_value::blank() const
{
    return {*file_, node_->line, node_->column, path_, ""};
}

void yaml_value::refuse(std::string message) const
{
    if (out_->size() >= most_mistakes) return;
    out_->push_back({*file_, node_->line, node_->column, path_, one_line(std::move(message))});
}

void yaml_value::expected(std::string_view what) const
{
    auto message = "must be " + std::string(what);
    if (confidential_) return refuse(std::move(message));
    message += "; is ";
    switch (node_->what) {
    case yaml_node::kind::nothing:
        message += "empty";
        break;
    case yaml_node::kind::list:
        message += "a list";
        break;
    case yaml_node::kind::map:
        message += "a mapping";
        break;
    case yaml_node::kind::scalar:
        message += quoted(node_->text);
        break;
    }
    refuse(std::move(message));
}

const std::string* yaml_value::scalar(std::string_view what) const
{
    if (node_->what == yaml_node::kind::scalar) return &node_->text;
    expected(what);
    return nullptr;
}

std::optional<std::string> yaml_value::text(std::size_t longest) const
{
    const auto* text = scalar("text");
    if (!text) return std::nullopt;
    if (text->empty()) {
        refuse("must not be empty");
        return std::nullopt;
    }
    if (text->size() > longest) {
        expected("at most " + std::to_string(longest) + " bytes");
        return std::nullopt;
    }
    if (std::any_of(text->begin(), text->end(), is_control)) {
        expected("on one line, without control characters");
        return std::nullopt;
    }
    return *text;
}

std::optional<std::string> yaml_value::any_text() const
{
    const auto* text = scalar("text");
    if (!text) return std::nullopt;
    return *text;
}

std::optional<bool> yaml_value::flag() const
{
    constexpr std::array<choice<bool>, 2> choices{{{"true", true}, {"false", false}}};
    return choose(*this, choices);
}

std::optional<std::int64_t> yaml_value::integer(std::int64_t least, std::int64_t most) const
{
    auto what = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    const auto* text = scalar(what);
    if (!text) return std::nullopt;
    auto value = converted<std::int64_t>(*text);
    if (value && *value >= least && *value <= most) return value;
    expected(what);
    return std::nullopt;
}

std::optional<double> yaml_value::number(double least, double most) const
{
    auto what = "a number from " + name_of(least) + " to " + name_of(most);
    const auto* text = scalar(what);
    if (!text) return std::nullopt;
    auto value = converted<double>(*text);
    if (value && std::isfinite(*value) && *value >= least && *value <= most) return value;
    expected(what);
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> yaml_value::duration(std::chrono::milliseconds least,
                                                              std::chrono::milliseconds most) const
{
    const auto* text = scalar("a duration such as 15s or 1m30s");
    if (!text) return std::nullopt;
    auto value = runtime::parse_duration(*text);
    if (value && *value >= least && *value <= most) return value;
    if (value)
        expected(runtime::format_duration(least) + " to " + runtime::format_duration(most));
    else
        expected("a duration such as 15s or 1m30s");
    return std::nullopt;
}

std::optional<std::size_t> yaml_value::one_of(std::span<const std::string_view> names) const
{
    std::string what = "one of ";
    for (const auto& name : names) {
        if (&name != names.data()) what += ", ";
        what += name;
    }
    const auto* text = scalar(what);
    if (!text) return std::nullopt;
    auto found = std::find(names.begin(), names.end(), *text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    expected(what);
    return std::nullopt;
}

std::vector<yaml_value> yaml_value::items() const
{
    std::vector<yaml_value> out;
    if (!is_list()) {
        expected("a list");
        return out;
    }
    for (const auto& node : node_->items) {
        auto path = path_ + "[" + std::to_string(out.size()) + "]";
        out.emplace_back(node, *file_, std::move(path), *out_).confidential_ = confidential_;
    }
    return out;
}

}
