#include "tests/simulator/item.hpp"

#include "tests/simulator/traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace simulator {
namespace {

using buffer = fmt::basic_memory_buffer<char, 64>;

std::string_view view(const buffer& b)
{
    return {b.data(), b.size()};
}

// Where in its swing the value of a cell is: -1 to 1, different for every cell, in a minute or so.
double swing(const self& router, const cell& c)
{
    auto phase = chance(router.seed, static_cast<std::uint64_t>(c.number * 1000)) * 2;
    return std::sin(seconds(router.now) / 11 + phase * 3.14159265358979);
}

// Two in a hundred either way, with as many decimals as the profile wrote.
void add_around(row& out, const self& router, const cell& c)
{
    auto point = c.text.find('.');
    auto decimals = point == std::string::npos ? 0 : c.text.size() - point - 1;
    out.add(c.name, fmt::format("{:.{}f}", c.number * (1 + 0.02 * swing(router, c)), decimals));
}

void add_load(row& out, const self& router, const cell& c)
{
    auto percent = std::clamp(c.number * (1 + 0.6 * swing(router, c)), 0.0, 100.0);
    out.add(c.name, static_cast<std::uint64_t>(percent));
}

void add_counter(row& out, const self& router, const cell& c)
{
    out.add(c.name, static_cast<std::uint64_t>(c.number * seconds(router.uptime)));
}

void add_date(row& out, const self& router, const cell& c)
{
    auto away = std::chrono::duration<double>(c.number - seconds(router.uptime));
    auto when = std::chrono::system_clock::now() +
                std::chrono::duration_cast<std::chrono::system_clock::duration>(away);
    out.add(c.name, date_text(when, router.dates));
}

void add_pair(row& out, const cell& c, double upload, double download)
{
    buffer b;
    fmt::format_to(std::back_inserter(b),
                   "{}/{}",
                   static_cast<std::uint64_t>(upload),
                   static_cast<std::uint64_t>(download));
    out.add(c.name, view(b));
}

void add_since(row& out, const self& router, const cell& c, const item& what)
{
    auto age =
        std::chrono::duration_cast<std::chrono::system_clock::duration>(router.now - what.born);
    out.add(c.name, date_text(std::chrono::system_clock::now() - age, router.dates));
}

std::string duration_since(moment from, moment to)
{
    return duration_text(std::chrono::duration_cast<std::chrono::seconds>(to - from));
}

void add_present(row& out, const cell& c, std::string_view value)
{
    if (!value.empty()) out.add(c.name, value);
}

std::string subscriber_mac(std::uint64_t seed)
{
    auto m = mix(seed, 77);
    return fmt::format("D4:CA:6D:{:02X}:{:02X}:{:02X}", m & 0xFF, m >> 8 & 0xFF, m >> 16 & 0xFF);
}

// Out of 100.64.0.0/10, as providers number them.
std::string subscriber_address(std::uint32_t id)
{
    return fmt::format("100.{}.{}.{}", 64 + (id >> 16 & 0x3F), id >> 8 & 0xFF, id & 0xFF);
}

std::string_view flag(bool value)
{
    return value ? "true" : "false";
}

void add_of_router(row& out, const cell& c, const self& router)
{
    switch (c.what) {
    case variable::uptime:
        return out.add(c.name, duration_since(moment{0}, router.uptime));
    case variable::identity:
        return out.add(c.name, router.identity);
    case variable::serial:
        return add_present(out, c, router.serial);
    case variable::around:
        return add_around(out, router, c);
    case variable::load:
        return add_load(out, router, c);
    case variable::counter:
        return add_counter(out, router, c);
    case variable::date:
        return add_date(out, router, c);
    case variable::api_port:
        return out.add(c.name, std::uint64_t{router.api_port});
    case variable::tls_port:
        return out.add(c.name, std::uint64_t{router.tls_port});
    default:
        return out.add(c.name, c.text);
    }
}

void add(row& out, const cell& c, const self& router, const item& what)
{
    switch (c.what) {
    case variable::id:
        return out.add(c.name, id_text(what.id));
    case variable::session_id: {
        buffer b;
        fmt::format_to(std::back_inserter(b), "0x{:08x}", 0x81100000U + (what.id & 0xFFFFFU));
        return out.add(c.name, view(b));
    }
    case variable::name:
        return out.add(c.name, what.name);
    case variable::user:
        return out.add(c.name, what.user);
    case variable::comment:
        return add_present(out, c, what.comment);
    case variable::mac:
        if (what.seed != 0) return out.add(c.name, subscriber_mac(what.seed));
        return add_present(out, c, what.mac);
    case variable::address:
        if (what.seed != 0) return out.add(c.name, subscriber_address(what.id));
        return add_present(out, c, what.address);
    case variable::password:
        return add_present(out, c, what.password);
    case variable::age:
        return out.add(c.name, duration_since(what.born, router.now));
    case variable::since:
        return add_since(out, router, c, what);
    case variable::running:
        return out.add(c.name, flag(what.running));
    case variable::disabled:
        return out.add(c.name, flag(what.disabled));
    case variable::if_running:
        return add_present(out, c, what.running ? std::string_view(c.text) : "");
    case variable::link:
        return out.add(c.name, what.running ? "link-ok" : "no-link");
    case variable::rx_bytes:
        return out.add(c.name, bytes_of(what.rx_bits));
    case variable::tx_bytes:
        return out.add(c.name, bytes_of(what.tx_bits));
    case variable::rx_packets:
        return out.add(c.name, packets_of(what.rx_bits));
    case variable::tx_packets:
        return out.add(c.name, packets_of(what.tx_bits));
    case variable::byte_pair:
        return add_pair(out, c, what.rx_bits / 8, what.tx_bits / 8);
    case variable::packet_pair:
        return add_pair(out, c, what.rx_bits / 5920, what.tx_bits / 5920);
    case variable::rate_pair:
        return add_pair(out, c, what.rx_rate, what.tx_rate);
    default:
        return add_of_router(out, c, router);
    }
}

}

void fill(row& out, const row_template& form, const self& router, const item& what)
{
    for (const auto& c : form)
        add(out, c, router, what);
}

std::string id_text(std::uint32_t id)
{
    return fmt::format("*{:X}", id);
}

}
