// The files a settings file names.
#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace config {

struct unreadable_file {
    std::string why;
};

// The content of a regular file of at most `most` bytes.
boost::system::result<std::string, unreadable_file> read_file(const std::string& path,
                                                              std::size_t most);

// `path` as seen from the folder of the file that names it.
std::string beside(const std::string& file, const std::string& path);

// The files that match a pattern with *, ? and [...], in order of name; none when nothing matches.
// A pattern without those is a path: it matches whether or not there is such a file.
std::vector<std::string> matching_files(const std::string& pattern);

}
