#include "tests/simulator/simulation.hpp"

#include "tests/simulator/traffic.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace simulator {
namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr std::chrono::milliseconds tick_length{50};

certificate certificate_for(const tls_settings& s)
{
    if (!s.certificate_file.empty()) return read_certificate(s.certificate_file, s.key_file);
    certificate_wish wish{.common_name = s.name,
                          .addresses = {},
                          .names = {},
                          .valid_from = s.valid_from,
                          .valid_to = s.valid_to};
    for (const auto& name : s.alternative_names) {
        boost::system::error_code not_an_address;
        asio::ip::make_address(name, not_an_address);
        (not_an_address ? wish.names : wish.addresses).push_back(name);
    }
    return make_certificate(wish);
}

}

simulation::simulation(asio::io_context& loop, const settings& s) : loop_(loop), timer_(loop)
{
    tls_choice tls;
    if (s.tls.kind == tls_kind::anonymous) tls.context = anonymous();
    if (s.tls.kind == tls_kind::certificate) {
        auto c = certificate_for(s.tls);
        tls = {with_certificate(c), c.fingerprint};
        if (!s.tls.write_to.empty() && !(std::ofstream(s.tls.write_to) << c.pem))
            throw std::runtime_error("cannot write " + s.tls.write_to);
    }
    for (const auto& g : s.groups)
        add_group(s, g, tls);
    tick();
}

void simulation::add_group(const settings& s, const group& g, const tls_choice& tls)
{
    auto profile = find_profile(g.profile);
    if (!profile) throw std::runtime_error("there is no profile named " + g.profile);
    auto users = g.users;
    users.insert(s.users.begin(), s.users.end());
    for (std::uint32_t n = 1; n <= g.count; ++n) {
        router_settings r{.name = fmt::format("{}-{:04}", g.name, n),
                          .profile = profile,
                          .seed = mix(s.seed, stations_.size()),
                          .sessions = g.sessions,
                          .session_changes_per_second = g.churn,
                          .users = users,
                          .faults = g.faults};
        auto name = r.name;
        auto place = next_place(s, tls);
        auto text = fmt::format("{}:{}", place.address, place.port);
        auto& one = stations_.emplace_back(loop_, clock_, std::move(r), std::move(place));
        if (!by_name_.emplace(name, &one).second)
            throw std::runtime_error("two routers are named " + name);
        try {
            one.open();
        } catch (const boost::system::system_error& error) {
            throw std::runtime_error("cannot listen on " + text + ": " + error.code().message());
        }
    }
}

whereabouts simulation::next_place(const settings& s, const tls_choice& tls)
{
    auto index = static_cast<std::uint32_t>(stations_.size());
    auto count_up = [&](std::uint16_t first) {
        if (first + index > 65'535) throw std::runtime_error("there are not enough ports");
        return static_cast<std::uint16_t>(first == 0 ? 0 : first + index);
    };
    auto address = s.ports_from ? s.address : address_after(s.address, index);
    if (!address) throw std::runtime_error("there is no IPv4 address after " + s.address);
    whereabouts where{.address = *address,
                      .port = s.ports_from ? count_up(*s.ports_from) : s.port,
                      .tls_port = std::nullopt,
                      .tls = tls.context,
                      .fingerprint = tls.fingerprint};
    auto one_address = s.ports_from.has_value();
    if (tls.context)
        where.tls_port = one_address ? count_up(*s.ports_from == 0 ? 0 : s.tls.port) : s.tls.port;
    return where;
}

void simulation::close()
{
    closed_ = true;
    timer_.cancel();
    for (auto& one : stations_)
        one.close();
}

station* simulation::find(std::string_view name)
{
    auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

void simulation::skip(moment length)
{
    clock_.skip(length);
    for (auto& one : stations_)
        one.time_jumped();
}

void simulation::tick()
{
    if (closed_) return;
    for (auto& one : stations_)
        one.tick();
    timer_.expires_after(tick_length);
    timer_.async_wait([this](boost::system::error_code cancelled) {
        if (!cancelled) tick();
    });
}

std::string simulation::ready_line(const std::string& control) const
{
    json::array routers;
    for (const auto& one : stations_) {
        const auto& where = one.where();
        json::object r{{"name", one.router().name()},
                       {"profile", one.router().profile().name},
                       {"address", where.address},
                       {"port", where.port}};
        if (where.tls_port) r["tls_port"] = *where.tls_port;
        if (!where.fingerprint.empty()) r["fingerprint_sha256"] = where.fingerprint;
        routers.push_back(std::move(r));
    }
    json::object all{{"control", control}, {"routers", std::move(routers)}};
    return json::serialize(all);
}

}
