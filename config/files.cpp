#include "config/files.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <glob.h>

namespace config {

namespace fs = std::filesystem;

boost::system::result<std::string, unreadable_file> read_file(const std::string& path,
                                                              std::size_t most)
{
    // A pipe or device could keep the program waiting.
    std::error_code error;
    auto status = fs::status(path, error);
    if (error) return unreadable_file{error.message()};
    if (!fs::is_regular_file(status)) return unreadable_file{"not a regular file"};
    std::ifstream in(path, std::ios::binary);
    if (!in) return unreadable_file{std::strerror(errno)};
    std::string text;
    std::string portion(65'536, '\0');
    do {
        in.read(portion.data(), static_cast<std::streamsize>(portion.size()));
        text.append(portion, 0, static_cast<std::size_t>(in.gcount()));
        if (text.size() > most)
            return unreadable_file{"larger than " + std::to_string(most) + " bytes"};
    } while (in);
    if (in.bad()) return unreadable_file{"reading failed"};
    return {boost::system::in_place_value, std::move(text)};
}

std::string beside(const std::string& file, const std::string& path)
{
    return (fs::path(file).parent_path() / path).string();
}

std::vector<std::string> matching_files(const std::string& pattern)
{
    if (pattern.find_first_of("*?[") == std::string::npos) return {pattern};
    glob_t found{};
    std::vector<std::string> out;
    if (glob(pattern.c_str(), 0, nullptr, &found) == 0)
        out.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    globfree(&found);
    return out;
}

}
