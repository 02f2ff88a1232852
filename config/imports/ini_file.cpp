#include "config/imports/ini_file.hpp"

#include "config/yaml_value.hpp"
#include "routeros/text.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <optional>

namespace config::imports {
namespace {

bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

std::string_view unquoted(std::string_view name)
{
    auto in_quotes = name.size() > 1 && is_quote(name.front()) && name.back() == name.front();
    return in_quotes ? name.substr(1, name.size() - 2) : name;
}

// The rest of a line after `=`, item by item.
class value_reader {
public:
    explicit value_reader(std::string_view text) : rest_(trimmed(text)) {}

    // The items, or nothing when ConfigObj could not read them either.
    std::optional<std::vector<std::string>> read()
    {
        std::vector<std::string> items;
        for (;;) {
            if (at_end()) break; // nothing after `=`, or after the last comma
            auto item = is_quote(rest_.front()) ? quoted_item() : bare_item();
            if (!item) return std::nullopt;
            items.push_back(*std::move(item));
            rest_ = trimmed(rest_);
            if (at_end()) break;
            if (rest_.front() != ',') return std::nullopt;
            rest_ = trimmed(rest_.substr(1));
        }
        if (items.empty()) items.emplace_back();
        return items;
    }

private:
    bool at_end() const { return rest_.empty() || rest_.front() == '#'; }

    std::optional<std::string> quoted_item()
    {
        auto end = rest_.find(rest_.front(), 1);
        if (end == std::string_view::npos) return std::nullopt;
        std::string item(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return item;
    }

    // Up to a comma, or to the comment that a # begins wherever it stands.
    std::optional<std::string> bare_item()
    {
        auto item = trimmed(rest_.substr(0, rest_.find_first_of(",#")));
        if (item.empty()) return std::nullopt;
        rest_.remove_prefix(std::min(rest_.find_first_of(",#"), rest_.size()));
        return std::string(item);
    }

    std::string_view rest_;
};

class ini_reader {
public:
    ini_reader(const std::string& file, mistakes& found) : file_(file), found_(found) {}

    std::vector<ini_section> read(std::string_view text)
    {
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        for (line_ = 1; !text.empty(); ++line_) {
            auto end = std::min(text.find('\n'), text.size());
            read_line(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return std::move(sections_);
    }

private:
    void refuse(std::string_view line, std::string_view at, std::string message) const
    {
        auto column = static_cast<int>(at.data() - line.data()) + 1;
        found_.push_back({file_, line_, column, {}, std::move(message)});
    }

    void read_line(std::string_view line)
    {
        auto content = trimmed(line);
        if (content.empty() || content.front() == '#') return;
        if (content.front() == '[')
            read_section(line, content);
        else
            read_key(line, content);
    }

    void read_section(std::string_view line, std::string_view content)
    {
        keys_are_kept_ = false;
        auto end = content.find(']');
        if (content.starts_with("[["))
            return refuse(line, content, "sections inside sections are not read: remove them");
        auto rest = end == std::string_view::npos ? "" : trimmed(content.substr(end + 1));
        auto name =
            unquoted(trimmed(content.substr(1, end == std::string_view::npos ? end : end - 1)));
        if (end == std::string_view::npos || name.empty() || !(rest.empty() || rest[0] == '#'))
            return refuse(line, content, "must be a section, as [router-1]");
        auto known = [&](const ini_section& s) { return s.name == name; };
        if (auto other = std::find_if(sections_.begin(), sections_.end(), known);
            other != sections_.end())
            return refuse(line,
                          content,
                          "is a section already: " + file_ + ":" + std::to_string(other->line));
        keys_are_kept_ = true;
        sections_.push_back({std::string(name), line_, {}});
    }

    void read_key(std::string_view line, std::string_view content)
    {
        auto equals = content.find('=');
        auto name = trimmed(content.substr(0, equals));
        if (equals == std::string_view::npos || name.empty())
            return refuse(line, content, "must be key = value, a [section] or a # comment");
        name = unquoted(name);
        if (sections_.empty())
            return refuse(line, content, "stands before any section: put it into [default]");
        if (!keys_are_kept_) return; // the section's own mistake is enough
        auto value = trimmed(content.substr(equals + 1));
        auto at = value.empty() ? content : value;
        if (value.starts_with("'''") || value.starts_with("\"\"\""))
            return refuse(line, at, "values over several lines are not read: use one line");
        if (sections_.back().find(name))
            return refuse(line, content, config::quoted(name) + " is in this section already");
        auto items = value_reader(value).read();
        if (!items)
            return refuse(line, at, "cannot be read: put quotation marks around the whole value");
        sections_.back().keys.push_back({std::string(name),
                                         *std::move(items),
                                         line_,
                                         static_cast<int>(at.data() - line.data()) + 1});
    }

    const std::string& file_;
    mistakes& found_;
    std::vector<ini_section> sections_;
    int line_ = 0;
    bool keys_are_kept_ = false;
};

}

std::string_view trimmed(std::string_view text)
{
    constexpr auto blank = " \t\r\f\v";
    auto from = text.find_first_not_of(blank);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blank) - from + 1);
}

std::string ini_key::text() const
{
    return boost::algorithm::join(items, ",");
}

const ini_key* ini_section::find(std::string_view key) const
{
    auto found =
        std::find_if(keys.begin(), keys.end(), [&](const ini_key& k) { return k.name == key; });
    return found == keys.end() ? nullptr : &*found;
}

place ini_setting::where() const
{
    return {file, key->line, key->column, "[" + one_line(section) + "] " + one_line(key->name)};
}

const ini_section* ini_file::find(std::string_view name) const
{
    auto found = std::find_if(
        sections.begin(), sections.end(), [&](const ini_section& s) { return s.name == name; });
    return found == sections.end() ? nullptr : &*found;
}

ini_setting ini_file::look_up(std::string_view section, std::string_view key) const
{
    const auto* s = find(section);
    const auto* k = s ? s->find(key) : nullptr;
    return k ? ini_setting{k, s->name, path} : ini_setting{};
}

std::vector<ini_section> read_ini(const std::string& text, const std::string& file, mistakes& found)
{
    if (routeros::is_utf8(text)) return ini_reader(file, found).read(text);
    found.push_back({file, 0, 0, {}, "must be UTF-8"});
    return {};
}

}
