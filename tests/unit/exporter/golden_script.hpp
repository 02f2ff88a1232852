// What a router says in a golden case, as rows.txt has it (the head of golden_test.cpp tells how it
// is written).
#pragma once

#include "exporter/inquiry.hpp"
#include "tests/unit/exporter/fleet_fixture.hpp"
#include "tests/unit/exporter/inquiry_fixture.hpp"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace golden {

// A word as the files have it: \n, \r, \\ and \xHH for what does not fit a line of text.
inline std::string read_word(const std::string& line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto escape = line[i] == '\\' && i + 1 < line.size() ? line[++i] : '\0';
        if (escape == 'x') {
            out += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += escape == 'n' ? '\n' : escape == 'r' ? '\r' : line[i];
        }
    }
    return out;
}

inline std::vector<std::string> split(const std::string& line)
{
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin < line.size();) {
        auto end = std::min(line.find(' ', begin), line.size());
        if (end > begin) out.push_back(read_word(line.substr(begin, end - begin)));
        begin = end + 1;
    }
    return out;
}

struct answer {
    std::vector<std::string>
        asked; // words the sentence must have; none: the only sentence there is
    std::vector<std::vector<std::string>> rows;
    routeros::outcome end = fixture::done();

    bool is_to(const std::vector<std::string>& sentence) const
    {
        return std::all_of(asked.begin(), asked.end(), [&](const auto& word) {
            return std::find(sentence.begin(), sentence.end(), word) != sentence.end();
        });
    }
};

class script {
public:
    routeros::router_facts facts;
    exporter::moment now = fixture::at(std::chrono::seconds(0));

    explicit script(const std::filesystem::path& file) : file_(file.string())
    {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);)
            if (line.starts_with('#')) {
                if (line.find("no samples") != line.npos) expects_no_samples_ = true;
            } else if (!line.empty()) {
                read(line);
            }
        for (auto& answers : runs_)
            if (answers.empty()) answers.emplace_back(); // no rows
    }

    std::size_t runs() const { return runs_.size(); }

    // Whether the router sends rows or a count in the last run, the one that the page is of.
    bool has_rows() const
    {
        const auto& answers = runs_.back();
        return std::any_of(answers.begin(), answers.end(), [](const auto& a) {
            return !a.rows.empty() || !a.end.ret.empty();
        });
    }

    // A remark says that nothing becomes of the rows.
    bool expects_no_samples() const { return expects_no_samples_; }

    // One run of a collector in that router's words.
    void answer_to(exporter::inquiry& asking, std::size_t run)
    {
        answered_only_ = false;
        while (auto sentence = asking.next()) {
            const auto& given = find(fixture::word_list(*sentence), run);
            for (const auto& words : given.rows) {
                std::vector<std::string_view> row{"!re"};
                row.insert(row.end(), words.begin(), words.end());
                routeros::reply_parser parser;
                asking.on_row(parser.parse(row));
            }
            asking.on_end(given.end);
        }
    }

private:
    // The answer to a sentence: of those that fit, the one that says most of it.
    const answer& find(const std::vector<std::string>& sentence, std::size_t run)
    {
        const answer* best = nullptr;
        for (const auto& a : runs_[run])
            if (a.is_to(sentence) && (!best || a.asked.size() > best->asked.size())) best = &a;
        auto is_fit = best && (!best->asked.empty() || !answered_only_);
        if (!is_fit) {
            std::string words;
            for (const auto& word : sentence)
                words += " " + word;
            throw std::runtime_error(file_ + ": nobody answers" + words);
        }
        if (best->asked.empty()) answered_only_ = true;
        return *best;
    }

    void read(const std::string& line)
    {
        if (line.starts_with('@')) return set(line);
        auto& answers = runs_.back();
        if (line.starts_with('>')) {
            answers.push_back({.asked = split(line.substr(1)), .rows = {}});
            return;
        }
        if (answers.empty()) answers.emplace_back();
        auto& a = answers.back();
        if (line == "!re") {
            a.rows.emplace_back();
        } else if (line.starts_with("!trap")) {
            a.end = fixture::trapped(line.substr(std::min<std::size_t>(6, line.size())));
        } else if (line.starts_with("!done")) {
            auto words = split(line);
            if (words.size() > 1) a.end = fixture::done(words[1].substr(5));
        } else if (line.starts_with('=') && !a.rows.empty()) {
            a.rows.back().push_back(read_word(line));
        } else {
            throw std::runtime_error(file_ + ": cannot read " + line);
        }
    }

    void set(const std::string& line)
    {
        auto blank = std::min(line.find(' '), line.size());
        auto key = line.substr(1, blank - 1);
        auto value = blank < line.size() ? line.substr(blank + 1) : "";
        if (key == "again") {
            runs_.emplace_back();
        } else if (key == "version") {
            facts.version = value;
        } else if (key == "package") {
            if (!facts.packages) facts.packages.emplace();
            facts.packages->push_back(value);
        } else if (key == "gmt-offset") {
            facts.gmt_offset = std::chrono::seconds(std::stoi(value));
        } else if (key == "now") {
            std::tm utc{};
            if (!strptime(value.c_str(), "%Y-%m-%dT%H:%M:%SZ", &utc))
                throw std::runtime_error(file_ + ": no time: " + value);
            now.wall = std::chrono::system_clock::from_time_t(timegm(&utc));
        } else {
            throw std::runtime_error(file_ + ": cannot read " + line);
        }
    }

    std::string file_;
    std::vector<std::vector<answer>> runs_{1};
    bool answered_only_ = false; // the answer without words
    bool expects_no_samples_ = false;
};

}
