// A strict reader of OpenMetrics 1.0, of the parts we write: says what is wrong with a page.
#pragma once

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fixture {

class open_metrics_reader {
public:
    // Empty when the page is right.
    static std::string mistake_in(const std::string& page)
    {
        open_metrics_reader reader;
        if (!page.ends_with("# EOF\n")) return "does not end with # EOF and a line end";
        std::size_t begin = 0;
        while (begin < page.size()) {
            auto end = page.find('\n', begin);
            auto line = page.substr(begin, end - begin);
            auto mistake = reader.read(line, end + 1 == page.size());
            if (!mistake.empty()) return mistake + ": " + line;
            begin = end + 1;
        }
        return {};
    }

private:
    std::string read(const std::string& line, bool is_last)
    {
        if (line == "# EOF") return is_last ? "" : "# EOF before the end";
        if (line.starts_with("# ")) return read_header(line);
        return read_sample(line);
    }

    std::string read_header(const std::string& line)
    {
        static const std::set<std::string> words{"HELP", "TYPE", "UNIT"};
        static const std::set<std::string> types{"counter", "gauge", "info", "histogram"};
        auto word = line.substr(2, 4);
        auto name_end = line.find(' ', 7);
        if (!words.contains(word) || line.find(' ', 2) != 6 || name_end == line.npos)
            return "malformed header";
        auto name = line.substr(7, name_end - 7);
        auto rest = line.substr(name_end + 1);
        if (name != family_ || word == "HELP") {
            if (!is_name(name) || !families_.insert(name).second)
                return "family named twice or wrongly";
            family_ = name;
            type_.clear();
            headers_.clear();
            sampled_ = false;
        }
        if (sampled_) return "header behind samples";
        if (!headers_.insert(word).second) return "header comes twice";
        if (word == "TYPE") type_ = rest;
        if (word == "UNIT" && !family_.ends_with("_" + rest)) return "name without its unit";
        return word != "TYPE" || types.contains(type_) ? "" : "unknown type";
    }

    static bool is_name(std::string_view name)
    {
        auto is_part = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_';
        };
        return !name.empty() && (name[0] < '0' || name[0] > '9') &&
               std::all_of(name.begin(), name.end(), is_part);
    }

    // Takes `name="value"` off the front; returns the name, empty when there is none.
    static std::string take_label(std::string& rest)
    {
        auto equals = rest.find("=\"");
        auto name = rest.substr(0, std::min(equals, rest.size()));
        if (equals == rest.npos || !is_name(name)) return {};
        auto at = equals + 2;
        while (at < rest.size() && rest[at] != '"') {
            auto escaped = rest[at] == '\\';
            if (escaped && std::string_view("\\\"n").find(rest.substr(at + 1, 1)) == rest.npos)
                return {};
            at += escaped ? 2 : 1;
        }
        if (at >= rest.size()) return {};
        rest.erase(0, at + 1);
        return name;
    }

    std::string read_sample(const std::string& line)
    {
        auto name_end = line.find_first_of("{ ");
        if (name_end == line.npos) return "no value";
        auto rest = line.substr(name_end);
        std::set<std::string> names;
        if (rest.front() == '{') {
            do {
                rest.erase(0, 1);
                auto name = take_label(rest);
                if (name.empty() || !names.insert(name).second)
                    return "label malformed or there twice";
            } while (rest.starts_with(','));
            if (!rest.starts_with('}')) return "labels do not end";
            rest.erase(0, 1);
        }
        sampled_ = true;
        if (!series_.insert(line.substr(0, line.size() - rest.size())).second)
            return "series comes twice";
        auto mistake = check_name(line.substr(0, name_end));
        return mistake.empty() ? check_value(rest) : mistake;
    }

    std::string check_name(const std::string& name) const
    {
        static const std::map<std::string, std::set<std::string>> suffixes{
            {"counter", {"_total"}},
            {"gauge", {""}},
            {"info", {"_info"}},
            {"histogram", {"_bucket", "_sum", "_count"}}};
        auto allowed = suffixes.find(type_);
        if (allowed == suffixes.end()) return "no type";
        for (const auto& suffix : allowed->second)
            if (name == family_ + suffix) return {};
        return "not of the family " + family_;
    }

    static std::string check_value(const std::string& text)
    {
        if (!text.starts_with(" ")) return "no space before the value";
        if (text == " +Inf" || text == " -Inf" || text == " NaN") return {};
        double value = 0;
        auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() ? "" : "malformed value";
    }

    std::set<std::string> families_;
    std::string family_;
    std::string type_;
    std::set<std::string> headers_;
    std::set<std::string> series_;
    bool sampled_ = false;
};

}
