// Settings of other exporters, damaged: refused with located mistakes, or turned into a fleet file
// that is without one.
#include "config/collector_file.hpp"
#include "config/imports/import.hpp"
#include "config/load.hpp"
#include "mistakes.hpp"

#include <string_view>

namespace {

const std::string path = "/nowhere/mktxp.conf"; // nothing stands beside it

const std::vector<config::collector_definition>& collectors()
{
    static const auto all = config::builtin_collectors();
    return all;
}

}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const auto how = config::options_for(collectors());
    auto text = fuzz::text_of(data, size);
    // Files of this machine are no part of the input.
    if (text.find("_file") != std::string_view::npos) return 0;
    auto result = config::import_fleet_text(std::string(text), path, collectors());
    if (result.has_error()) {
        fuzz::check(result.error());
        return 0;
    }
    if (!result->remarks.empty()) fuzz::check(result->remarks);
    fuzz::claim(config::read_fleet(result->fleet_file, "mikroscope.yml", how).has_value());
    return 0;
}
