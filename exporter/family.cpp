#include "exporter/family.hpp"

#include "exporter/label_text.hpp"

#include <array>

namespace exporter {

namespace {

constexpr std::array<std::string_view, 12> units{"seconds",
                                                 "bytes",
                                                 "ratio",
                                                 "celsius",
                                                 "volts",
                                                 "amperes",
                                                 "watts",
                                                 "hertz",
                                                 "rpm",
                                                 "dbm",
                                                 "degrees",
                                                 "bits_per_second"};

std::string_view without(std::string_view name, std::string_view suffix)
{
    if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
    return name;
}

// OpenMetrics names a family without the suffix its samples carry.
std::string_view name_in_open_metrics(std::string_view name, family_type type)
{
    if (type == family_type::counter) return without(name, "_total");
    if (type == family_type::info) return without(name, "_info");
    return name;
}

std::string header(std::string_view name, family_type type, std::string_view help, format f)
{
    std::string out = "# HELP ";
    out.append(name) += ' ';
    append_help(out, help, f == format::open_metrics);
    out.append("\n# TYPE ").append(name) += ' ';
    out.append(type_word(type, f)) += '\n';
    // An info has no unit, whatever its name ends in.
    auto measures = f == format::open_metrics && type != family_type::info;
    auto unit = measures ? unit_of(name) : std::string_view();
    if (!unit.empty()) out.append("# UNIT ").append(name).append(" ").append(unit) += '\n';
    return out;
}

}

family_type type_of(config::metric_kind kind)
{
    switch (kind) {
    case config::metric_kind::counter:
        return family_type::counter;
    case config::metric_kind::gauge:
    case config::metric_kind::stateset: // of OpenMetrics: its label would be the family's name
        return family_type::gauge;
    case config::metric_kind::info:
        return family_type::info;
    }
    return family_type::gauge;
}

std::string_view type_word(family_type type, format f)
{
    if (type == family_type::counter) return "counter";
    if (type == family_type::histogram) return "histogram";
    // Text 0.0.4 has no type of its own for these.
    if (type == family_type::info && f == format::open_metrics) return "info";
    return "gauge";
}

family::family(std::string name, family_type type, std::string_view help)
    : name_(std::move(name)),
      type_(type),
      text_(exporter::header(name_, type, help, format::text)),
      open_metrics_(
          exporter::header(name_in_open_metrics(name_, type), type, help, format::open_metrics))
{
}

std::string_view family::help() const
{
    auto line = std::string_view(text_).substr(0, text_.find('\n'));
    return line.substr(std::string_view("# HELP ").size() + name_.size() + 1);
}

std::string_view family::open_metrics_name() const
{
    return name_in_open_metrics(name_, type_);
}

std::string_view unit_of(std::string_view name)
{
    for (auto unit : units) {
        auto rest = without(name, unit);
        if (rest.size() < name.size() && rest.ends_with('_')) return unit;
    }
    return {};
}

}
