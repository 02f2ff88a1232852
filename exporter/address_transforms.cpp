#include "exporter/address_transforms.hpp"

#include "exporter/changed_row.hpp"
#include "routeros/value.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <string>

namespace exporter {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    return text;
}

using digits = std::array<char, 48>; // enough for 2^128 and for any counter

std::string_view written(double number, digits& out)
{
    auto [end, error] =
        std::to_chars(out.data(), out.data() + out.size(), number, std::chars_format::fixed, 0);
    return error == std::errc() ? std::string_view(out.data(), end) : std::string_view();
}

// Firewall rules have no number of their place: they are sent in order. `position` counts them
// anew for each table.
class rule_position final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        auto table = std::string(value_of(row, "family")).append(value_of(row, "table"));
        position_ = table == table_ ? position_ + 1 : 1;
        table_ = std::move(table);
        row_.start(row);
        row_.put("position", written(position_, digits_));
        out.take(row_.view());
    }

private:
    std::string table_;
    double position_ = 0;
    changed_row row_;
    digits digits_{};
};

// `size` of a pool: the addresses in its ranges, or how many prefixes of prefix-length its IPv6
// prefix has room for. Text that is neither goes through, to be counted as unreadable.
class ip_pool_size final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        row_.start(row);
        auto ranges = value_of(row, "ranges");
        if (!ranges.empty()) {
            put(routeros::read_address_count(ranges), ranges);
        } else {
            auto prefix = value_of(row, "prefix");
            if (prefix.empty()) prefix = value_of(row, "actual-prefix");
            if (!prefix.empty()) put(prefixes(prefix, value_of(row, "prefix-length")), prefix);
        }
        out.take(row_.view());
    }

private:
    static std::optional<unsigned> bits(std::string_view text)
    {
        unsigned n = 0;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
        if (error != std::errc() || end != text.data() + text.size() || n > 128) return {};
        return n;
    }

    static routeros::reading prefixes(std::string_view prefix, std::string_view each)
    {
        auto slash = prefix.find('/');
        auto whole = bits(slash == std::string_view::npos ? "" : prefix.substr(slash + 1));
        auto part = bits(each);
        if (!whole || !part || *part < *whole) return {routeros::reading_state::unreadable, 0};
        return {routeros::reading_state::present, std::exp2(*part - *whole)};
    }

    void put(const routeros::reading& size, std::string_view text)
    {
        auto readable = size.state == routeros::reading_state::present;
        row_.put("size", readable ? written(size.value, digits_) : text);
    }

    changed_row row_;
    digits digits_{};
};

// The IPv6 client shows what it got as "2001:db8::/56, 2d23h59m55s". The time, which changes all
// the while, becomes `valid-for`.
class dhcp_client_validity final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        row_.start(row);
        for (std::string_view name : {"prefix", "address"}) {
            auto value = value_of(row, name);
            auto comma = value.find(',');
            if (comma == std::string_view::npos) continue;
            row_.put(name, value.substr(0, comma));
            row_.put("valid-for", trimmed(value.substr(comma + 1)));
        }
        out.take(row_.view());
    }

private:
    changed_row row_;
};

// `source` of a tracked connection: src-address without the port that most versions write behind
// it, "192.168.88.10:51234" and "[2001:db8::1]:443".
class connection_source final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        row_.start(row);
        row_.put("source", host_of(value_of(row, "src-address")));
        out.take(row_.view());
    }

private:
    static std::string_view host_of(std::string_view address)
    {
        if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
        auto colon = address.find(':');
        auto one = colon != std::string_view::npos &&
                   address.find(':', colon + 1) == std::string_view::npos;
        return one ? address.substr(0, colon) : address;
    }

    changed_row row_;
};

constexpr std::array<std::string_view, 1> position_adds{"position"};
constexpr std::array<std::string_view, 1> size_adds{"size"};
constexpr std::array<std::string_view, 1> validity_adds{"valid-for"};
constexpr std::array<std::string_view, 1> source_adds{"source"};

constexpr std::array<transform_kind, 4> kinds{{
    {"rule_position", position_adds, &make_transform<rule_position>},
    {"ip_pool_size", size_adds, &make_transform<ip_pool_size>},
    {"dhcp_client_validity", validity_adds, &make_transform<dhcp_client_validity>},
    {"connection_source", source_adds, &make_transform<connection_source>},
}};

}

std::span<const transform_kind> address_transforms()
{
    return kinds;
}

}
