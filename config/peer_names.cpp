#include "config/peer_names.hpp"

#include "config/yaml_map.hpp"
#include "embedded/embedded_peer_names.hpp"

#include <stdexcept>

namespace config {
namespace {

peer_name read_name(const std::string& name, const yaml_value& value)
{
    peer_name out{name, {}, {}};
    if (value.is_map()) {
        yaml_map map(value);
        if (auto v = map.require("left_out")) out.left_out = v->text(300).value_or("");
        map.finish();
    } else if (value.is_list()) {
        for (const auto& item : value.items())
            if (auto metric = item.text(128)) out.metrics.push_back(*metric);
        if (out.metrics.empty()) value.refuse("must name a metric, or say left_out: WHY");
    } else if (auto metric = value.text(128)) {
        out.metrics.push_back(*metric);
    }
    return out;
}

}

boost::system::result<std::vector<peer>, mistakes> read_peer_names(const std::string& text,
                                                                   const std::string& file)
{
    mistakes found;
    auto document = read_yaml(text, file, found);
    if (!document) return found;
    std::vector<peer> out;
    for (const auto& [name, key, names] : yaml_map(yaml_value(*document, file, {}, found)).all()) {
        auto& peer = out.emplace_back();
        peer.name = name;
        for (const auto& entry : yaml_map(names).all())
            peer.names.push_back(read_name(entry.name, entry.value));
    }
    if (!found.empty()) {
        sort(found);
        return found;
    }
    return {boost::system::in_place_value, std::move(out)};
}

std::vector<peer> builtin_peer_names()
{
    const auto& file = embedded_peer_names().front();
    auto names = read_peer_names(std::string(file.content), "built-in peer_names.yml");
    // Not for users to see: the tests read it.
    if (names.has_error()) throw std::logic_error(names.error().front().text());
    return *std::move(names);
}

}
