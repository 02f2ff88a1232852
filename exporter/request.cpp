#include "exporter/request.hpp"

#include <algorithm>
#include <charconv>

namespace exporter {

namespace {

std::optional<unsigned> read_hex(std::string_view digits)
{
    unsigned value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2) return std::nullopt;
    return value;
}

// %XX and + of a query.
std::optional<std::string> decode(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        auto byte = read_hex(text.substr(i + 1, 2));
        if (!byte) return std::nullopt;
        out += static_cast<char>(*byte);
        i += 2;
    }
    return out;
}

std::string_view next_pair(std::string_view& query)
{
    auto end = std::min(query.find('&'), query.size());
    auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    return pair;
}

}

page page_at(std::string_view path)
{
    if (path == "/") return page::landing;
    if (path == "/style.css") return page::style;
    if (path == "/metrics") return page::metrics;
    if (path == "/-/healthy") return page::healthy;
    if (path == "/-/ready") return page::ready;
    return page::unknown;
}

bool is_method_allowed(std::string_view method)
{
    return method == "GET" || method == "HEAD";
}

fleet_view selection::of(const fleet_view& all) const
{
    if (is_all()) return all;
    fleet_view part;
    std::copy_if(all.begin(), all.end(), std::back_inserter(part), [this](const auto& r) {
        return (!router || r->series->router == *router) &&
               (!tenant || r->series->tenant == *tenant);
    });
    return part;
}

boost::system::result<selection, refusal> read_query(std::string_view query)
{
    selection out;
    while (!query.empty()) {
        auto pair = next_pair(query);
        if (pair.empty()) continue;
        auto equals = std::min(pair.find('='), pair.size());
        auto name = decode(pair.substr(0, equals));
        auto value = decode(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value)
            return refusal{"The query has a % without two hexadecimal digits behind it."};
        if (*name != "router" && *name != "tenant")
            return refusal{"Unknown query parameter; there are `router` and `tenant`."};
        if (value->empty()) return refusal{"The query parameter `" + *name + "` has no value."};
        auto& place = *name == "router" ? out.router : out.tenant;
        if (place) return refusal{"The query parameter `" + *name + "` may be given once."};
        place = std::move(value);
    }
    return out;
}

boost::system::result<listen_address, refusal> read_listen_address(std::string_view text)
{
    const refusal malformed{"must be host:port, such as 127.0.0.1:9436 or :9436; is " +
                            std::string(text)};
    auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return malformed;
    listen_address out;
    auto host = text.substr(0, colon);
    auto digits = text.substr(colon + 1);
    auto bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    // Only an address in brackets has colons, and nothing has a comma or space: civetweb's list.
    if (!bracketed && host.find(':') != std::string_view::npos) return malformed;
    if (host.find_first_of("[], \t") != std::string_view::npos) return malformed;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
        return malformed;
    out.host = host;
    return out;
}

}
