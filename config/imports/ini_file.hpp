// Files of sections and `key = value` lines as ConfigObj reads them, which mktxp uses: comments
// after values, quotation marks, lists with commas.
#pragma once

#include "config/imports/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace config::imports {

// Without the blanks around it.
std::string_view trimmed(std::string_view text);

struct ini_key {
    std::string name;
    std::vector<std::string> items; // one, unless the value has commas
    int line = 0;
    int column = 0; // of the value

    // The items with commas between them: what mktxp makes of a password.
    std::string text() const;
};

struct ini_section {
    std::string name;
    int line = 0;
    std::vector<ini_key> keys; // each name once

    const ini_key* find(std::string_view key) const;
};

// A key with the section and file it stands in; none when nothing was said.
struct ini_setting {
    const ini_key* key = nullptr;
    std::string section;
    std::string file;

    explicit operator bool() const { return key != nullptr; }
    std::string text() const { return key ? key->text() : ""; }
    place where() const;
};

struct ini_file {
    std::string path;
    std::vector<ini_section> sections;

    const ini_section* find(std::string_view name) const;
    // Refers to this file's sections.
    ini_setting look_up(std::string_view section, std::string_view key) const;
};

// In the order written, each name once. What is wrong is appended to `found` and skipped.
std::vector<ini_section>
read_ini(const std::string& text, const std::string& file, mistakes& found);

}
