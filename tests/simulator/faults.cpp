#include "tests/simulator/faults.hpp"

#include "tests/simulator/request.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/network_v4.hpp>

#include <algorithm>
#include <charconv>
#include <span>
#include <type_traits>

namespace simulator {
namespace {

using names = std::span<const std::string_view>;

// The names of an enumeration's values, in their order.
constexpr std::string_view chunking_names[]{"none", "one_byte", "random", "split_prefix"};
constexpr std::string_view tag_place_names[]{"first", "last", "missing"};
constexpr std::string_view nonsense_names[]{"none",
                                            "close",
                                            "hang",
                                            "garbage",
                                            "http",
                                            "tls_alert",
                                            "control_byte",
                                            "declared_256m",
                                            "declared_4g"};
constexpr std::string_view cancel_order_names[]{"cancel_first", "command_first"};
constexpr std::string_view rows_sent_names[]{"full", "partial"};
constexpr std::string_view dead_word_names[]{"yes", "true"};
constexpr std::string_view vanish_names[]{"stop", "trap", "zeros"};
constexpr std::string_view reboot_mode_names[]{
    "done_close", "close", "silent", "fatal", "trap", "done_all"};
constexpr std::string_view refusal_names[]{"close", "hang"};

names names_of(chunking)
{
    return chunking_names;
}
names names_of(tag_place)
{
    return tag_place_names;
}
names names_of(nonsense)
{
    return nonsense_names;
}
names names_of(cancel_order)
{
    return cancel_order_names;
}
names names_of(rows_sent)
{
    return rows_sent_names;
}
names names_of(dead_word)
{
    return dead_word_names;
}
names names_of(vanish)
{
    return vanish_names;
}
names names_of(reboot_mode)
{
    return reboot_mode_names;
}
names names_of(refusal)
{
    return refusal_names;
}

std::optional<std::string> assign(bool& member, std::string_view text)
{
    if (text != "true" && text != "false") return "must be true or false";
    member = text == "true";
    return std::nullopt;
}

std::optional<std::string> assign(std::uint32_t& member, std::string_view text)
{
    std::uint32_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return "must be a whole number from 0 to 4294967295";
    member = value;
    return std::nullopt;
}

std::optional<std::string> assign(std::string& member, std::string_view text)
{
    if (text.size() > 4096) return "is longer than 4096 bytes";
    member = text;
    return std::nullopt;
}

template <class Enum>
requires std::is_enum_v<Enum> std::optional<std::string> assign(Enum& member, std::string_view text)
{
    auto all = names_of(Enum{});
    auto found = std::find(all.begin(), all.end(), text);
    if (found != all.end()) {
        member = static_cast<Enum>(found - all.begin());
        return std::nullopt;
    }
    std::string message = "must be one of";
    for (auto name : all)
        message += " " + std::string(name);
    return message;
}

std::string text_of(bool value)
{
    return value ? "true" : "false";
}

std::string text_of(std::uint32_t value)
{
    return std::to_string(value);
}

std::string text_of(const std::string& value)
{
    return value;
}

template <class Enum>
requires std::is_enum_v<Enum> std::string text_of(Enum value)
{
    return std::string(names_of(value)[static_cast<std::size_t>(value)]);
}

std::optional<boost::asio::ip::network_v4> network(const std::string& text)
{
    boost::system::error_code error;
    auto full = text.find('/') == std::string::npos ? text + "/32" : text;
    auto net = boost::asio::ip::make_network_v4(full, error);
    if (error) return std::nullopt;
    return net;
}

std::vector<std::string> addresses(std::string_view list)
{
    auto parts = split_list(list);
    for (auto& part : parts)
        std::erase(part, ' ');
    return parts;
}

}

std::optional<std::string> set_fault(faults& f, std::string_view name, std::string_view text)
{
    if (name == "allow_from" && !valid_address_list(text))
        return "allow_from must be IPv4 addresses or networks separated by commas";
    auto known = false;
    std::optional<std::string> wrong;
    each_fault(f, [&](std::string_view field, auto& member) {
        if (field != name) return;
        known = true;
        wrong = assign(member, text);
    });
    if (!known) return "there is no fault named " + std::string(name);
    if (wrong) return std::string(name) + " " + *wrong;
    return std::nullopt;
}

std::vector<std::pair<std::string_view, std::string>> describe(const faults& f)
{
    std::vector<std::pair<std::string_view, std::string>> all;
    each_fault(f, [&](std::string_view field, const auto& member) {
        all.emplace_back(field, text_of(member));
    });
    return all;
}

bool address_allowed(std::string_view list, std::string_view peer)
{
    if (list.empty()) return true;
    boost::system::error_code error;
    auto address = boost::asio::ip::make_address_v4(std::string(peer), error);
    if (error) return false;
    for (const auto& part : addresses(list)) {
        auto net = network(part);
        if (net && (address.to_uint() & net->netmask().to_uint()) == net->network().to_uint())
            return true;
    }
    return false;
}

bool valid_address_list(std::string_view list)
{
    auto parts = addresses(list);
    return std::all_of(
        parts.begin(), parts.end(), [](const std::string& p) { return network(p).has_value(); });
}

}
