#include "tests/simulator/query.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace simulator {
namespace {

// Below what was pushed lies an endless supply of `true`.
class truth_stack {
public:
    void push(bool value) { values_.push_back(value); }

    bool pop()
    {
        if (values_.empty()) return true;
        auto top = values_.back();
        values_.pop_back();
        return top;
    }

    bool peek(std::size_t depth) const
    {
        return depth >= values_.size() || values_[values_.size() - 1 - depth];
    }

    void replace_all(bool value) { values_.assign(1, value); }

    bool no_false_left() const
    {
        return std::find(values_.begin(), values_.end(), false) == values_.end();
    }

private:
    std::vector<bool> values_;
};

std::optional<std::int64_t> integer(std::string_view text)
{
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<bool> truth(std::string_view text)
{
    if (text == "true" || text == "yes") return true;
    if (text == "false" || text == "no") return false;
    return std::nullopt;
}

bool equal(std::string_view left, std::string_view right)
{
    if (left == right) return true;
    auto l = truth(left);
    return l && l == truth(right);
}

bool less(std::string_view left, std::string_view right)
{
    auto l = integer(left);
    auto r = integer(right);
    if (l && r) return *l < *r;
    return left < right;
}

bool test(const row& item, std::string_view word)
{
    if (word.starts_with('-')) return !item.find(word.substr(1));
    auto comparison = '=';
    if (word.starts_with('<') || word.starts_with('>') || word.starts_with('=')) {
        comparison = word[0];
        word.remove_prefix(1);
    }
    auto split = word.find('=');
    auto value = item.find(word.substr(0, split));
    if (split == std::string_view::npos || !value) return split == std::string_view::npos && value;
    auto wanted = word.substr(split + 1);
    if (comparison == '<') return less(*value, wanted);
    if (comparison == '>') return less(wanted, *value);
    return equal(*value, wanted);
}

// One operator; returns how many characters it took.
std::size_t operate(truth_stack& stack, std::string_view operators)
{
    auto digits = operators.find_first_not_of("0123456789");
    if (digits == 0) {
        auto c = operators[0];
        auto top = stack.pop();
        if (c == '!') stack.push(!top);
        if (c == '.') {
            stack.push(top);
            stack.push(top);
        }
        if (c == '&' || c == '|') {
            auto below = stack.pop();
            stack.push(c == '&' ? top && below : top || below);
        }
        return 1;
    }
    auto index = integer(operators.substr(0, digits)).value_or(0);
    auto value = stack.peek(static_cast<std::size_t>(index));
    if (digits == std::string_view::npos) {
        stack.replace_all(value);
        return operators.size();
    }
    stack.push(value);
    return operators[digits] == '.' ? digits + 1 : digits;
}

}

bool query::matches(const row& item) const
{
    truth_stack stack;
    for (std::string_view word : words_) {
        if (!word.starts_with('#')) {
            stack.push(test(item, word));
            continue;
        }
        word.remove_prefix(1);
        while (!word.empty())
            word.remove_prefix(operate(stack, word));
    }
    return stack.no_false_left();
}

}
