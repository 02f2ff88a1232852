// One thing wrong in a file a person wrote, with its place.
#pragma once

#include <string>
#include <vector>

namespace config {

struct mistake {
    std::string file;
    int line = 0; // from 1; 0 when the file as a whole is meant
    int column = 0;
    std::string path; // "routers[3].tls.mode"; empty at the top
    std::string message;

    bool operator==(const mistake&) const = default;

    std::string text() const; // "file:line:column: path: message"
};

using mistakes = std::vector<mistake>;

// A line each.
std::string text(const mistakes& all);

bool is_control(char c);

// With a question mark for every control character: what a message quotes must not break its line.
std::string one_line(std::string text);

// By file, line and column: the order in which a person mends them.
void sort(mistakes& all);

}
