// Files with mistakes, each beside the exact messages it must give: NAME.yml and NAME.txt.
#pragma once

#include "config/mistake.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace corpus {

inline const std::filesystem::path folder = MIKROSCOPE_SOURCE_DIR "/tests/testdata";

inline std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& where)
{
    std::vector<std::filesystem::path> out;
    for (const auto& entry : std::filesystem::directory_iterator(where))
        if (entry.path().extension() == ".yml") out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

// One message a line, the folder left out of it.
inline std::string text_of(const config::mistakes& found, const std::filesystem::path& where)
{
    std::string out;
    for (const auto& mistake : found)
        out += mistake.text() + "\n";
    auto prefix = where.string() + "/";
    for (auto at = out.find(prefix); at != std::string::npos; at = out.find(prefix))
        out.erase(at, prefix.size());
    return out;
}

}
