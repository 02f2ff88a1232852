// A strict reader of OpenMetrics 1.0, of the parts we write: says what is wrong with a page.
#pragma once

#include <algorithm>
#include <charconv>
#include <map>
#include <regex>
#include <set>
#include <string>
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
        static const std::regex form("# (HELP|TYPE|UNIT) ([a-z_:][a-z0-9_:]*) (.*)");
        std::smatch match;
        if (!std::regex_match(line, match, form)) return "malformed header";
        auto word = match[1].str();
        if (match[2] != family_ || word == "HELP") {
            if (!families_.insert(match[2]).second) return "family comes twice";
            family_ = match[2];
            type_ = "unknown";
            headers_.clear();
            sampled_ = false;
        }
        if (sampled_) return "header behind samples";
        if (!headers_.insert(word).second) return "header comes twice";
        if (word == "TYPE") type_ = match[3];
        if (word == "UNIT" && !family_.ends_with("_" + match[3].str()))
            return "name without its unit";
        static const std::set<std::string> types{"counter", "gauge", "info", "histogram"};
        return word != "TYPE" || types.contains(type_) ? "" : "unknown type";
    }

    std::string read_sample(const std::string& line)
    {
        static const std::regex label("[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"");
        auto name_end = line.find_first_of("{ ");
        if (name_end == line.npos) return "no value";
        auto rest = line.substr(name_end);
        std::set<std::string> names;
        if (rest.front() == '{') {
            rest.erase(0, 1);
            std::smatch match;
            while (std::regex_search(rest, match, label, std::regex_constants::match_continuous)) {
                auto text = match.str();
                if (!names.insert(text.substr(0, text.find('='))).second)
                    return "label comes twice";
                rest = match.suffix();
                if (!rest.starts_with(',')) break;
                rest.erase(0, 1);
            }
            if (!rest.starts_with("}")) return "malformed labels";
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
