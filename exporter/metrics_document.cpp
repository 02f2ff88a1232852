#include "exporter/metrics_document.hpp"

#include "config/collector_file.hpp"

#include <boost/algorithm/string/join.hpp>

#include <map>

namespace exporter {
namespace {

using boost::algorithm::join;
using strings = std::vector<std::string>;

constexpr std::string_view introduction =
    "# Metrics\n\n"
    "Made by `./dev document` from the collectors, the exporter and config/peer_names.yml: change "
    "those,\nnot this page.\n\n"
    "Every series of a router carries `router` and `site`, with tenants `tenant`, and the labels "
    "that the\nfleet file gives; the tables name those besides. A value that a router does not "
    "send "
    "is no sample.\n*Elsewhere* is what other exporters call the same: "
    "[the whole list](#elsewhere), name by name, is at the end.\n\n";

// Text in a cell of a table.
std::string cell(std::string_view text)
{
    std::string out;
    for (auto c : text) {
        if (c == '|' || c == '*' || c == '[' || c == ']' || c == '\\') out += '\\';
        if (c == '<')
            out += "&lt;";
        else if (c == '\n')
            out += ' ';
        else
            out += c;
    }
    return out;
}

std::string code(std::string_view text)
{
    std::string out = "`";
    for (auto c : text)
        out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out + "`";
}

std::string codes(const strings& texts)
{
    strings out;
    for (const auto& text : texts)
        out.push_back(code(text));
    return join(out, ", ");
}

std::string duration_text(std::chrono::milliseconds d)
{
    auto ms = d.count();
    if (ms % 3'600'000 == 0) return std::to_string(ms / 3'600'000) + " h";
    if (ms % 60'000 == 0) return std::to_string(ms / 60'000) + " min";
    if (ms % 1000 == 0) return std::to_string(ms / 1000) + " s";
    return std::to_string(ms) + " ms";
}

std::string unit_text(std::string name, family_type type)
{
    if (type == family_type::info) return "";
    if (type == family_type::counter && name.ends_with("_total")) name.resize(name.size() - 6);
    std::string unit(unit_of(name));
    if (name.ends_with("_timestamp_seconds")) unit = "Unix time, seconds";
    return unit == "bits_per_second" ? "bit/s" : unit;
}

void add(strings& labels, const std::vector<config::label_definition>& more)
{
    for (const auto& label : more)
        labels.push_back(label.name);
}

class document_writer {
public:
    explicit document_writer(const document_sources& from) : from_(from)
    {
        for (const auto& peer : from.peers)
            for (const auto& name : peer.names)
                for (const auto& metric : name.metrics)
                    elsewhere_[metric][peer.name].push_back(name.name);
        for (const auto& c : from.collectors)
            for (const auto& m : c.metrics)
                types_[m.name] = type_of(m.kind);
    }

    std::string write()
    {
        out_ = introduction;
        write_overview();
        out_ += "## Collectors\n\n";
        for (const auto& c : from_.collectors)
            write_collector(c);
        write_own("The routers and their collectors", true);
        write_own("The exporter itself", false);
        write_elsewhere();
        return std::move(out_);
    }

private:
    void write_overview()
    {
        out_ += "| collector | every | |\n|---|---|---|\n";
        for (const auto& c : from_.collectors)
            out_ += "| [" + code(c.name) + "](#" + c.name + ") | " + cadence(c) + " | " +
                    cell(c.help) + " |\n";
        out_ += '\n';
    }

    static std::string cadence(const config::collector_definition& c)
    {
        return duration_text(c.every) + (c.enabled ? "" : ", when asked for");
    }

    static std::string request(const config::request_definition& r)
    {
        strings words{code(r.command)};
        if (!r.queries.empty()) words.push_back(codes(r.queries));
        strings only;
        if (!r.version.from.empty()) only.push_back("RouterOS " + r.version.from + " and later");
        if (!r.version.before.empty()) only.push_back("RouterOS before " + r.version.before);
        if (!r.package.empty()) only.push_back("package " + code(r.package));
        if (r.count_only) only.emplace_back("counted by the router");
        if (!only.empty()) words.push_back("(" + join(only, ", ") + ")");
        return join(words, " ");
    }

    static std::string commands(const config::collector_definition& c)
    {
        strings out;
        for (const auto& r : c.requests)
            out.push_back(request(r));
        return join(out, c.first_only ? ", else " : ", ");
    }

    void write_collector(const config::collector_definition& c)
    {
        out_ += "### " + c.name + "\n\n" + cell(c.help) + " Every " + cadence(c) + ": " +
                commands(c) + ".\n\n";
        begin_table();
        strings of_rows;
        add(of_rows, c.labels);
        for (const auto& m : c.metrics) {
            auto labels = of_rows;
            add(labels, m.labels);
            if (!m.state_label.empty()) labels.push_back(m.state_label);
            write_metric(m.name, type_of(m.kind), labels, m.help);
        }
        for (const auto& count : c.counts) {
            strings labels;
            add(labels, count.by);
            write_metric(count.name, family_type::gauge, labels, count.help);
        }
        for (const auto& event : c.events) {
            strings labels;
            add(labels, event.by);
            write_metric(event.name, family_type::counter, labels, event.help);
        }
        if (c.join)
            for (const auto& column : c.join->columns)
                write_metric(column.name, types_[column.from], of_rows, column.help);
        out_ += '\n';
    }

    void begin_table()
    {
        out_ +=
            "| metric | type | unit | labels | meaning | elsewhere |\n|---|---|---|---|---|---|\n";
    }

    void write_metric(const std::string& name,
                      family_type type,
                      const strings& labels,
                      std::string_view help)
    {
        strings names;
        for (const auto& [peer, theirs] : elsewhere_[name])
            names.push_back(peer + ": " + codes(theirs));
        out_ += "| " + code(name) + " | " + std::string(type_word(type, format::open_metrics)) +
                " | " + unit_text(name, type) + " | " + codes(labels) + " | " + cell(help) + " | " +
                join(names, "; ") + " |\n";
    }

    void write_own(const std::string& title, bool of_router)
    {
        out_ += "## " + title + "\n\n";
        begin_table();
        for (const auto& family : from_.own)
            if (family.of_router == of_router)
                write_metric(family.name, family.type, family.labels, family.help);
        out_ += '\n';
    }

    void write_elsewhere()
    {
        out_ += "## Elsewhere\n\n";
        for (const auto& peer : from_.peers) {
            out_ += "### " + cell(peer.name) + "\n\n| there | here |\n|---|---|\n";
            for (const auto& name : peer.names)
                out_ += "| " + code(name.name) + " | " +
                        (name.left_out.empty() ? codes(name.metrics)
                                               : "left out: " + cell(name.left_out)) +
                        " |\n";
            out_ += '\n';
        }
        if (out_.ends_with("\n\n")) out_.pop_back();
    }

    const document_sources& from_;
    std::map<std::string, std::map<std::string, strings>> elsewhere_; // ours -> peer -> theirs
    std::map<std::string, family_type> types_;
    std::string out_;
};

}

std::string metrics_document(const document_sources& from)
{
    return document_writer(from).write();
}

std::string metrics_document()
{
    auto collectors = config::builtin_collectors();
    auto compiled = catalogue::compile(collectors);
    auto own = own_families(**compiled);
    auto peers = config::builtin_peer_names();
    return metrics_document({collectors, own, peers});
}

}
