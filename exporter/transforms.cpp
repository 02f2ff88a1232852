#include "exporter/transforms.hpp"

#include "exporter/address_transforms.hpp"
#include "exporter/label_text.hpp"
#include "exporter/routing_transforms.hpp"
#include "exporter/table.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace exporter {

namespace {

std::string_view without(std::string_view name, std::string_view suffix)
{
    if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
    return name;
}

// /system/health (protocol reference 4.4): v6 sends one row whose properties are the sensors, v7
// one row per sensor. Both become rows of name, value and type: C, V, A, W, RPM, state or
// psu-state.
class health_sensors final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        auto name = value_of(row, "name");
        if (!name.empty()) {
            auto type = value_of(row, "type");
            give(name, value_of(row, "value"), type.empty() ? type_of(name) : type, out);
            return;
        }
        for (const auto& sensor : row)
            give(sensor.name, sensor.value, type_of(sensor.name), out);
    }

private:
    // What v6 leaves to the property's name, and v7 does for states; empty for settings.
    static std::string_view type_of(std::string_view name)
    {
        if (name.starts_with("psu") && name.ends_with("-state")) return "psu";
        if (name.ends_with("-state")) return "state";
        if (name.find("temperature") != std::string_view::npos) return "C";
        if (name.ends_with("voltage")) return "V";
        if (name.ends_with("current")) return "A";
        if (name.ends_with("consumption")) return "W";
        if (name.ends_with("speed")) return "RPM";
        return {};
    }

    // A power supply that waits to take over works; one that is not there has no state.
    static std::string_view plain_state(std::string_view value)
    {
        if (value == "idle") return "ok";
        if (value == "no-input") return "fail";
        return value == "not-present" ? std::string_view() : value;
    }

    static void
    give(std::string_view name, std::string_view value, std::string_view type, row_sink& out)
    {
        if (type.empty()) return;
        if (type == "psu") value = plain_state(value);
        if (type == "RPM") name = without(name, "-speed");
        if (type == "psu" || type == "state") name = without(name, "-state");
        const std::array<routeros::attribute, 3> sensor{
            {{"name", name}, {"value", value}, {"type", type}}};
        out.take(sensor);
    }
};

// /ppp/active has no interface column (protocol reference 4.8): it is `<service-user>`, with -1, -2
// and so on behind it for more sessions of the same user. Which of these names are in use, the
// interface table tells: the k-th session gets the k-th that exists, and a session too new to be in
// the table the first name that is free. No name is given twice.
//
// What stays ambiguous: the router does not say which of a user's sessions is on which of the
// names, and `<pppoe-joe-1>` may be the second session of joe or the first of a user called joe-1.
// The session whose row comes first gets it; the other one gets the next name of its own user, in
// use or not.
class ppp_session_interface final : public row_transform {
public:
    explicit ppp_session_interface(std::shared_ptr<const table> interfaces)
        : interfaces_(std::move(interfaces))
    {
    }

    void apply(row_view row, row_sink& out) override
    {
        auto stem = "<" + beginning_of(value_of(row, "service"));
        stem += "-" + beginning_of(value_of(row, "name"));
        auto interface = next(stem);
        taken_.insert(hash(interface));
        with_interface_.assign(row.begin(), row.end());
        with_interface_.push_back({"interface", interface});
        out.take(with_interface_);
    }

private:
    // How far the names of one service and user are given away.
    struct progress {
        unsigned existing = 0; // the suffix to look at next
        unsigned free = 0;
    };
    using hash_type = std::size_t;
    static constexpr unsigned most_sessions = 64; // of one user; a gap longer than this is no gap

    std::string next(const std::string& stem)
    {
        auto& so_far = given_[hash(stem)];
        for (auto& k = so_far.existing; k < most_sessions; ++k) {
            auto name = named(stem, k);
            if (exists(name) && !taken(name)) return name;
        }
        for (auto& k = so_far.free;; ++k) {
            auto name = named(stem, k);
            if (!exists(name) && !taken(name)) return name;
        }
    }

    static std::string beginning_of(std::string_view value)
    {
        return std::string(value.substr(0, label_value_limit));
    }

    static std::string named(const std::string& stem, unsigned k)
    {
        return k == 0 ? stem + ">" : stem + "-" + std::to_string(k) + ">";
    }

    bool exists(const std::string& name) const
    {
        return interfaces_ && interfaces_->keys &&
               interfaces_->keys->index.find(interfaces_->keys->keys, name);
    }

    static hash_type hash(const std::string& text) { return std::hash<std::string>{}(text); }
    bool taken(const std::string& name) const { return taken_.contains(hash(name)); }

    std::shared_ptr<const table> interfaces_;
    // Hashes in place of the text, of which a router could send any amount.
    std::unordered_map<hash_type, progress> given_; // by stem
    std::unordered_set<hash_type> taken_;           // names
    std::vector<routeros::attribute> with_interface_;
};

// /system/routerboard: says in `upgrade-pending` whether a restart would install other firmware.
class firmware_pending final : public row_transform {
public:
    void apply(row_view row, row_sink& out) override
    {
        std::vector<routeros::attribute> answered(row.begin(), row.end());
        auto current = value_of(row, "current-firmware");
        auto upgrade = value_of(row, "upgrade-firmware");
        if (!current.empty() && !upgrade.empty())
            answered.push_back({"upgrade-pending", current == upgrade ? "no" : "yes"});
        out.take(answered);
    }
};

constexpr std::array<std::string_view, 3> health_adds{"name", "value", "type"};
constexpr std::array<std::string_view, 1> ppp_adds{"interface"};
constexpr std::array<std::string_view, 1> firmware_adds{"upgrade-pending"};

std::unique_ptr<row_transform>
make_ppp_session_interface(const std::shared_ptr<const table>& joined)
{
    return std::make_unique<ppp_session_interface>(joined);
}

constexpr std::array<transform_kind, 3> kinds{{
    {"health_sensors", health_adds, &make_transform<health_sensors>},
    {"ppp_session_interface", ppp_adds, &make_ppp_session_interface},
    {"firmware_pending", firmware_adds, &make_transform<firmware_pending>},
}};

}

std::string_view value_of(row_view row, std::string_view name)
{
    auto at = std::find_if(row.begin(), row.end(), [&](const auto& a) { return a.name == name; });
    return at == row.end() ? std::string_view() : at->value;
}

const transform_kind* find_transform(std::string_view name)
{
    const std::span<const transform_kind> own = kinds;
    for (auto some : {own, address_transforms(), routing_transforms()}) {
        auto same = [&](const auto& k) { return k.name == name; };
        auto at = std::find_if(some.begin(), some.end(), same);
        if (at != some.end()) return &*at;
    }
    return nullptr;
}

}
