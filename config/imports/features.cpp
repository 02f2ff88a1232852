#include "config/imports/features.hpp"

#include <algorithm>
#include <array>

namespace config::imports {
namespace {

const std::array mktxp{
    feature{"health", {"health"}},
    feature{"interface", {"interface"}},
    feature{"routerboard", {"routerboard"}},
};

const std::array nshttpd{
    feature{"health", {"health"}},
    feature{"firmware", {"routerboard"}},
};

}

std::span<const feature> mktxp_features()
{
    return mktxp;
}

std::span<const feature> nshttpd_features()
{
    return nshttpd;
}

bool is_on_by_default(const collector_definition& collector)
{
    return collector.every.count() > 0;
}

std::optional<bool> read_switch(std::string_view text)
{
    constexpr std::array<std::string_view, 5> yes{"true", "yes", "on", "1", "y"};
    constexpr std::array<std::string_view, 5> no{"false", "no", "off", "0", "n"};
    auto is = [&](std::string_view word) {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
            return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b);
        });
    };
    if (std::any_of(yes.begin(), yes.end(), is)) return true;
    if (std::any_of(no.begin(), no.end(), is)) return false;
    return std::nullopt;
}

std::map<std::string, bool> collect_of(const switches& set,
                                       std::span<const feature> features,
                                       const std::vector<collector_definition>& collectors)
{
    std::map<std::string, bool> runs;
    for (const auto& feature : features)
        if (auto at = set.find(std::string(feature.name)); at != set.end())
            for (auto collector : feature.collectors)
                runs[std::string(collector)] |= at->second;
    std::erase_if(runs, [&](const auto& said) {
        auto named = [&](const collector_definition& c) { return c.name == said.first; };
        auto at = std::find_if(collectors.begin(), collectors.end(), named);
        return at == collectors.end() || is_on_by_default(*at) == said.second;
    });
    return runs;
}

}
