#include "config/load.hpp"

#include "config/address.hpp"
#include "config/collector_file.hpp"
#include "config/credentials.hpp"
#include "config/files.hpp"
#include "config/fingerprint.hpp"
#include "config/inheritable.hpp"
#include "config/probe_reader.hpp"
#include "config/router_reader.hpp"
#include "config/yaml_map.hpp"

#include <algorithm>
#include <list>
#include <tuple>

namespace config {
namespace {

constexpr std::size_t largest_file = yaml_limits{}.bytes;
constexpr std::size_t largest_collector_file = 1U << 20;

constexpr std::string_view listen_form = "host:port, as 127.0.0.1:9436 or :9436 (IPv4 only)";

void read_shard(const yaml_value& value, shard& out)
{
    yaml_map map(value);
    auto index = map.require("index");
    auto count = map.require("count");
    if (count)
        if (auto n = count->integer(1, most_shards)) out.count = static_cast<std::uint32_t>(*n);
    if (index)
        if (auto n = index->integer(0, most_shards - 1)) {
            out.index = static_cast<std::uint32_t>(*n);
            if (count && out.index >= out.count)
                index->refuse("shards count from 0: of " + std::to_string(out.count) +
                              " the last is " + std::to_string(out.count - 1));
        }
    map.finish();
}

// One reading of one fleet file and of the files it names.
class loader {
public:
    loader(const std::string& path, const load_options& options)
        : path_(path),
          options_(options),
          context_{path, options.collectors, logins_},
          reserved_labels_(options.reserved_labels)
    {
    }

    boost::system::result<fleet, mistakes> load(const std::string& text);

private:
    void read(const yaml_value& root);
    void read_exporter(const yaml_value& value);
    void read_max_rows(const yaml_value& value);
    void read_collector_files(const yaml_value& value);
    void read_collector_file(const std::string& file, const yaml_value& where);
    void read_router_files(const yaml_value& value, router_reader& reader);
    void read_router_file(const std::string& file, const yaml_value& where, router_reader& reader);
    template <class Read>
    std::vector<yaml_value> for_each_file(const yaml_value& patterns, Read read_one);
    void refuse_idle(const std::vector<yaml_value>& patterns);

    // A document is kept until the end: values and their places refer to it.
    struct document {
        std::string file;
        yaml_node root;
    };
    const document* keep(const std::string& file, const std::string& text);

    const std::string& path_;
    const load_options& options_;
    mistakes found_;
    std::list<document> documents_;
    credentials logins_;
    inheritable_context context_;
    std::set<std::string> reserved_labels_;
    std::optional<yaml_value> probe_; // read after the defaults
    fingerprint fingerprint_;
    fleet fleet_;
};

const loader::document* loader::keep(const std::string& file, const std::string& text)
{
    fingerprint_.add(text);
    auto root = read_yaml(text, file, found_);
    if (!root) return nullptr;
    return &documents_.emplace_back(document{file, *std::move(root)});
}

boost::system::result<fleet, mistakes> loader::load(const std::string& text)
{
    if (const auto* d = keep(path_, text)) read(yaml_value(d->root, d->file, {}, found_));
    fleet_.fingerprint = fingerprint_.text();
    if (found_.empty()) return std::move(fleet_);
    sort(found_);
    // What is inherited is looked at once for every router.
    auto end = std::unique(found_.begin(), found_.end());
    found_.erase(end, found_.end());
    return found_;
}

void loader::read(const yaml_value& root)
{
    yaml_map map(root);
    if (auto v = map.find("exporter")) read_exporter(*v);
    if (auto v = map.find("credentials")) logins_.read(*v, path_, options_);
    router_reader reader(context_, reserved_labels_, logins_, fleet_);
    if (auto v = map.find("defaults")) reader.read_defaults(*v);
    if (probe_) fleet_.exporter.probe = read_probe(*probe_, logins_, reader.defaults());
    if (auto v = map.find("tenants")) reader.read_tenants(*v);
    if (auto v = map.find("routers")) reader.read_routers(*v);
    if (auto v = map.find("router_files")) read_router_files(*v, reader);
    reader.check_quotas();
    if (root.is_map() && !map.has("routers") && !map.has("router_files"))
        map.refuse("names no routers: add routers or router_files");
    map.find("bridge"); // the other program's
    map.finish();
}

void loader::read_exporter(const yaml_value& value)
{
    yaml_map map(value);
    if (auto v = map.find("listen"))
        if (auto listen = v->text(300)) {
            if (!is_listen_address(*listen)) v->expected(listen_form);
            fleet_.exporter.listen = *listen;
        }
    if (auto v = map.find("collector_files")) read_collector_files(*v);
    if (auto v = map.find("max_rows")) read_max_rows(*v);
    if (auto v = map.find("web_config_file"); v && v->any_text() != "")
        if (auto file = v->text()) fleet_.exporter.web_config_file = beside(path_, *file);
    if (auto v = map.find("connects_in_progress"))
        if (auto n = v->integer(1, 10'000))
            fleet_.exporter.connects_in_progress = static_cast<std::uint32_t>(*n);
    if (auto v = map.find("shard")) read_shard(*v, fleet_.exporter.shard);
    probe_ = map.find("probe");
    map.finish();
}

// Calls read_one(file, where) for every file that a list of patterns matches, once for each file.
// Returns the patterns that matched none.
template <class Read>
std::vector<yaml_value> loader::for_each_file(const yaml_value& patterns, Read read_one)
{
    std::set<std::string> seen;
    std::vector<yaml_value> idle;
    for (const auto& pattern : patterns.items()) {
        auto text = pattern.text();
        if (!text) continue;
        auto files = matching_files(beside(path_, *text));
        if (files.empty()) idle.push_back(pattern);
        for (const auto& file : files)
            if (seen.insert(file).second) read_one(file, pattern);
    }
    return idle;
}

void loader::read_max_rows(const yaml_value& value)
{
    for (const auto& [name, key, most] : yaml_map(value).all()) {
        check_collector(name, key, context_.collectors);
        if (auto rows = most.integer(1, largest_table))
            fleet_.exporter.max_rows[name] = static_cast<std::size_t>(*rows);
    }
}

void loader::refuse_idle(const std::vector<yaml_value>& patterns)
{
    for (const auto& pattern : patterns)
        pattern.refuse(beside(path_, pattern.node().text) + " matches no file");
}

void loader::read_collector_files(const yaml_value& value)
{
    auto idle = for_each_file(value, [this](const std::string& file, const yaml_value& where) {
        read_collector_file(file, where);
    });
    refuse_idle(idle);
    reserved_labels_.merge(label_names(fleet_.exporter.collectors));
}

void loader::read_collector_file(const std::string& file, const yaml_value& where)
{
    auto text = read_file(file, largest_collector_file);
    if (text.has_error()) return where.refuse(file + " cannot be read: " + text.error().why);
    fingerprint_.add(*text);
    auto definition = read_collector(*text, file);
    if (definition.has_error()) {
        auto theirs = definition.error();
        found_.insert(found_.end(), theirs.begin(), theirs.end());
        return;
    }
    auto& collectors = fleet_.exporter.collectors;
    for (const auto& other : collectors)
        if (other.name == definition->name)
            where.refuse("the collector " + other.name + " is in " + other.file + " and in " +
                         file);
    context_.collectors.insert(definition->name);
    collectors.push_back(*std::move(definition));
}

void loader::read_router_files(const yaml_value& value, router_reader& reader)
{
    auto idle = for_each_file(value, [&](const std::string& file, const yaml_value& where) {
        read_router_file(file, where, reader);
    });
    // A folder may be empty as long as there are other routers.
    if (fleet_.routers.empty()) refuse_idle(idle);
}

void loader::read_router_file(const std::string& file,
                              const yaml_value& where,
                              router_reader& reader)
{
    auto text = read_file(file, largest_file);
    if (text.has_error()) return where.refuse(file + " cannot be read: " + text.error().why);
    if (const auto* d = keep(file, *text))
        reader.read_routers(yaml_value(d->root, d->file, {}, found_));
}

}

load_options options_for(const std::vector<collector_definition>& collectors)
{
    load_options out;
    for (const auto& c : collectors)
        out.collectors.insert(c.name);
    out.reserved_labels = label_names(collectors);
    return out;
}

boost::system::result<fleet, mistakes>
read_fleet(const std::string& text, const std::string& path, const load_options& options)
{
    return loader(path, options).load(text);
}

boost::system::result<fleet, mistakes> load_fleet(const std::string& path,
                                                  const load_options& options)
{
    auto text = read_file(path, largest_file);
    if (text.has_value()) return read_fleet(*text, path, options);
    return mistakes{{.file = path, .path = {}, .message = "cannot be read: " + text.error().why}};
}

}
