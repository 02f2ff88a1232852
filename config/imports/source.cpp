#include "config/imports/source.hpp"

#include "config/address.hpp"
#include "config/metric_name.hpp"
#include "config/router_reader.hpp"
#include "config/yaml_value.hpp"
#include "routeros/endpoint.hpp"
#include "runtime/letter_case.hpp"

#include <algorithm>

namespace config::imports {
namespace {

constexpr std::size_t longest_name = 128;
constexpr std::size_t longest_label = 256;

bool is_name(const std::string& text)
{
    return !text.empty() && text.size() <= longest_name && text.front() != ' ' &&
           text.back() != ' ' && std::none_of(text.begin(), text.end(), is_control);
}

std::string label_mistake(const std::string& name, const std::string& value, const source& from)
{
    if (auto m = label_name_mistake(name)) return *m;
    if (is_router_info_label(name) || from.reserved_labels.contains(name))
        return "collectors set the label " + name + " themselves: give it another name";
    if (value.empty()) return "the label " + name + " has no value";
    if (value.size() > longest_label) return "the value is longer than 256 bytes";
    if (std::any_of(value.begin(), value.end(), is_control)) return "the value must be one line";
    return {};
}

}

void add_label(draft_router& router,
               const std::string& name,
               const std::string& value,
               const place& where,
               const source& from)
{
    if (name == "site" && is_name(value)) {
        router.site = value;
        return;
    }
    auto mistake = label_mistake(name, value, from);
    if (mistake.empty())
        router.labels[name] = value;
    else
        from.remarks.push_back(where.say("left out: " + mistake));
}

std::uint16_t usual_port(const std::string& tls_mode)
{
    return tls_mode.empty() || tls_mode == "off" ? routeros::api_port : routeros::api_ssl_port;
}

void router_list::add(draft_router router, const place& where)
{
    if (!is_name(router.name)) {
        from_.found.push_back(where.say("the name must be 1 to 128 bytes on one line, without "
                                        "spaces around it"));
        return;
    }
    if (auto [it, is_new] =
            names_.emplace(router.name, where.file + ":" + std::to_string(where.line));
        !is_new) {
        from_.found.push_back(
            where.say("is the name of another router too: " + it->second + "; rename one"));
        return;
    }
    if (!is_host(router.address)) {
        from_.found.push_back(where.say("the address must be a host name or an IP address; is " +
                                        config::quoted(router.address)));
        return;
    }
    const auto& own = router.settings;
    const auto& usual = fleet_.defaults;
    const auto& mode = own.tls_mode.empty() ? usual.tls_mode : own.tls_mode;
    auto port = own.port ? own.port : usual.port;
    auto endpoint = runtime::lower_case(router.address) + " port " +
                    std::to_string(port.value_or(usual_port(mode)));
    if (auto [it, is_new] = endpoints_.emplace(endpoint, router.name); !is_new) {
        from_.remarks.push_back(where.say("left out: has the address and port of " + it->second));
        return;
    }
    fleet_.routers.push_back(std::move(router));
}

}
