#include "config/yaml_map.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace config {
namespace {

// How many letters must be added, removed, changed or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}

std::string closest(std::string_view word, const std::vector<std::string>& names)
{
    if (word.size() > 64) return {};
    std::string best;
    auto nearest = std::min<std::size_t>(2, word.size() / 3) + 1;
    for (const auto& name : names) {
        auto d = distance(word, name);
        if (d >= nearest) continue;
        nearest = d;
        best = name;
    }
    return best;
}

yaml_map::yaml_map(yaml_value value) : self_(std::move(value))
{
    if (!self_.is_map()) self_.expected("a mapping (key: value)");
}

const yaml_entry* yaml_map::entry(std::string_view key) const
{
    for (const auto& e : self_.node().entries)
        if (e.key.text == key) return &e;
    return nullptr;
}

std::optional<yaml_value> yaml_map::find(std::string_view key)
{
    auto asked_before = std::find(known_.begin(), known_.end(), key) != known_.end();
    if (!asked_before) known_.emplace_back(key);
    const auto* e = entry(key);
    if (!e) return std::nullopt;
    if (e->value.what != yaml_node::kind::nothing) return self_.under(*e);
    if (!asked_before) self_.key_of(*e).refuse("has no value: give it one or remove the key");
    return std::nullopt;
}

std::optional<yaml_value> yaml_map::require(std::string_view key)
{
    auto value = find(key);
    if (!value && !has(key) && self_.is_map()) refuse(std::string(key) + " is required");
    return value;
}

void yaml_map::report_repeated() const
{
    std::unordered_map<std::string_view, int> first_line;
    for (const auto& e : self_.node().entries) {
        auto [it, is_first] = first_line.emplace(e.key.text, e.key.line);
        if (!is_first)
            self_.key_of(e).refuse("given twice; the first is on line " +
                                   std::to_string(it->second));
    }
}

void yaml_map::finish() const
{
    report_repeated();
    for (const auto& e : self_.node().entries) {
        if (std::find(known_.begin(), known_.end(), e.key.text) != known_.end()) continue;
        auto guess = closest(e.key.text, known_);
        auto hint = guess.empty() ? "known are " + listed(known_) : "did you mean " + guess + "?";
        self_.key_of(e).refuse("unknown key; " + hint);
    }
}

std::vector<yaml_map::named> yaml_map::all() const
{
    report_repeated();
    std::vector<named> out;
    for (const auto& e : self_.node().entries) {
        auto key = self_.key_of(e);
        if (e.value.what == yaml_node::kind::nothing)
            key.refuse("has no value: give it one or remove the key");
        else
            out.push_back({e.key.text, key, self_.under(e)});
    }
    return out;
}

}
