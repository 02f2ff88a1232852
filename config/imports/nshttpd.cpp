#include "config/imports/nshttpd.hpp"

#include "config/credentials.hpp"
#include "config/imports/features.hpp"
#include "config/yaml_map.hpp"

#include <algorithm>
#include <array>

namespace config::imports {
namespace {

class nshttpd_reader {
public:
    explicit nshttpd_reader(const source& from) : from_(from), routers_(fleet_, from) {}

    draft read()
    {
        auto document = read_yaml(from_.text, from_.path, from_.found);
        if (!document) return {};
        yaml_value root(*document, from_.path, {}, from_.found);
        yaml_map map(root);
        auto devices = map.find("devices");
        if (!devices) {
            if (root.is_map()) refuse_unknown(map);
            return {};
        }
        if (auto v = map.find("features")) read_features(*v);
        for (const auto& device : devices->confidential().items())
            read_device(device);
        leave_out_others(root, {"devices", "features"});
        from_.remarks.push_back({from_.path,
                                 0,
                                 0,
                                 {},
                                 "TLS is a flag there and not in this file: after -tls add `tls: "
                                 "{mode: verify}` under defaults, after -insecure `tls: {mode: "
                                 "insecure}`"});
        return std::move(fleet_);
    }

private:
    static place place_of(const yaml_value& v)
    {
        const auto& path = v.path();
        auto where = v.file_and_line(); // file:line
        return {where.substr(0, where.rfind(':')), v.node().line, v.node().column, path};
    }

    void remark(const yaml_value& v, std::string message) const
    {
        from_.remarks.push_back(place_of(v).say(std::move(message)));
    }

    void refuse_unknown(yaml_map& map) const
    {
        if (map.has("routers") || map.has("router_files"))
            map.refuse("is a fleet file of mikroscope already");
        else if (map.has("targets"))
            map.refuse("has `targets`, as swoga's exporter has: docs/migration.md says what to do");
        else
            map.refuse("is neither mktxp.conf, which has a [section] for each router, nor the file "
                       "of nshttpd's exporter, which has `devices`");
    }

    // That program ignores keys it does not know.
    void leave_out_others(const yaml_value& map,
                          std::initializer_list<std::string_view> known) const
    {
        for (const auto& entry : yaml_map(map).all())
            if (std::find(known.begin(), known.end(), entry.name) == known.end())
                remark(entry.key, "left out: unknown there too, and without effect");
    }

    void read_features(const yaml_value& value)
    {
        switches set;
        auto features = nshttpd_features();
        for (const auto& [name, key, on] : yaml_map(value).all()) {
            auto named = [&name = name](const feature& f) { return f.name == name; };
            auto feature = std::find_if(features.begin(), features.end(), named);
            auto flag = read_switch(on.node().text);
            if (feature == features.end())
                remark(key, "left out: unknown there too, and without effect");
            else if (!flag)
                on.expected("true or false");
            else if (*flag && !is_collected(*feature, from_.collectors))
                remark(key, std::string(not_collected));
            else
                set[name] = *flag;
        }
        fleet_.defaults.collect = collect_of(set, features, from_.collectors);
    }

    void read_device(const yaml_value& value)
    {
        if (!value.is_map()) return value.expected("a mapping with name and address");
        yaml_map map(value);
        draft_router router;
        auto name = map.require("name");
        if (name) router.name = name->text().value_or("");
        draft_login login;
        if (auto v = map.require("user")) login.username = v->text(longest_username).value_or("");
        if (auto v = map.require("password")) login.password = v->any_text().value_or("");
        router.settings.login_as = login;
        if (auto v = map.find("port"))
            if (auto port = v->integer(1, 65'535); port && *port != usual_port(""))
                router.settings.port = static_cast<std::uint16_t>(*port);
        auto address = map.find("address");
        if (auto v = map.find("srv"))
            return remark(*v,
                          "left out: routers are not looked up in SRV records; write them into "
                          "files, and name those under router_files");
        if (!address) return map.refuse("address is required");
        router.address = address->text(254).value_or("");
        leave_out_others(value, {"name", "address", "srv", "user", "password", "port"});
        if (name && !router.name.empty() && !router.address.empty())
            routers_.add(std::move(router), place_of(*name));
    }

    const source& from_;
    draft fleet_;
    router_list routers_;
};

}

draft read_nshttpd(const source& from)
{
    return nshttpd_reader(from).read();
}

}
