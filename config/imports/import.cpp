#include "config/imports/import.hpp"

#include "config/collector_file.hpp"
#include "config/files.hpp"
#include "config/imports/mktxp.hpp"
#include "config/imports/nshttpd.hpp"

#include <algorithm>
#include <filesystem>

namespace config {
namespace {

constexpr std::size_t largest_file = 16U << 20;

// mktxp.conf has [sections], each on a line of its own, which YAML has not.
bool has_sections(std::string_view text)
{
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        auto from = line.find_first_not_of(" \t");
        if (from != std::string_view::npos && line[from] == '[') return true;
        if (line.starts_with("devices:")) return false;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return false;
}

}

boost::system::result<imported_fleet, mistakes>
import_fleet(const std::string& path, const std::vector<collector_definition>& collectors)
{
    auto text = read_file(path, largest_file);
    if (text.has_error())
        return mistakes{
            {.file = path, .path = {}, .message = "cannot be read: " + text.error().why}};
    return import_fleet_text(*text, path, collectors);
}

boost::system::result<imported_fleet, mistakes>
import_fleet_text(const std::string& text,
                  const std::string& path,
                  const std::vector<collector_definition>& collectors)
{
    mistakes found;
    imported_fleet out;
    imports::source from{path, text, collectors, label_names(collectors), found, out.remarks};
    auto fleet = has_sections(text) ? imports::read_mktxp(from) : imports::read_nshttpd(from);
    if (found.empty() && fleet.routers.empty())
        found.push_back({path, 0, 0, {}, "has no router that could be carried over"});
    // What is inherited is looked at once for every router.
    for (auto* said : {&found, &out.remarks}) {
        sort(*said);
        said->erase(std::unique(said->begin(), said->end()), said->end());
    }
    if (!found.empty()) return found;
    fleet.origin = std::filesystem::path(path).filename().string();
    out.fleet_file = imports::fleet_file_of(fleet);
    return out;
}

}
