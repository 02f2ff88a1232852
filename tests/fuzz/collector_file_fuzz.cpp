#include "config/collector_file.hpp"
#include "mistakes.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto result = config::read_collector(std::string(fuzz::text_of(data, size)), "collector.yml");
    if (result.has_error()) {
        fuzz::check(result.error());
        return 0;
    }
    fuzz::claim(!result->name.empty() && !result->requests.empty());
    for (const auto& request : result->requests)
        fuzz::claim(request.command.ends_with("/print") || request.command.ends_with("/monitor") ||
                    request.command.ends_with("/info"));
    fuzz::claim(result->every.count() > 0);
    return 0;
}
