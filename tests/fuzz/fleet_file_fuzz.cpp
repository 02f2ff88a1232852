#include "config/load.hpp"
#include "mistakes.hpp"
#include "routeros/text.hpp"

#include <string_view>

namespace {

const config::load_options options{.collectors = {"health", "interface", "resource"},
                                   .reserved_labels = {"interface"},
                                   .environment = [](const std::string&) { return "swordfish"; }};

}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto text = fuzz::text_of(data, size);
    // Files of this machine are no part of the input.
    if (text.find("_file") != std::string_view::npos) return 0;
    auto result = config::read_fleet(std::string(text), "fleet.yml", options);
    if (result.has_error()) {
        fuzz::check(result.error());
        return 0;
    }
    for (const auto& router : result->routers) {
        fuzz::claim(routeros::is_utf8(router.name) && routeros::is_utf8(router.site));
        fuzz::claim(!router.name.empty() && !router.endpoint.host.empty());
        fuzz::claim(router.endpoint.port != 0 && !router.endpoint.username.empty());
    }
    return 0;
}
