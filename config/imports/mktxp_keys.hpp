// The keys of mktxp's files that are no switches of collectors, and what becomes of each.
#pragma once

#include "config/imports/features.hpp"
#include "config/imports/ini_file.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace config::imports {

struct foreign_key {
    std::string_view name;
    // Values that say nothing, separated by spaces; what else is said is a remark.
    std::string_view usual;
    std::string_view remark;
};

// Of mktxp.conf: carried over in one way or another, with a remark if there is something to say.
std::span<const foreign_key> mktxp_router_keys();

// Of _mktxp.conf.
std::span<const foreign_key> mktxp_system_keys();

// Says what is lost of a section's keys, whatever router they are of.
void remark_on_keys(const ini_section& section,
                    const std::string& file,
                    std::span<const foreign_key> keys,
                    std::span<const feature> features,
                    const source& from);

// A port; nothing when there is none, or it is wrong, which is said.
std::optional<std::uint16_t> port_of(const ini_setting& s, const source& from);

}
