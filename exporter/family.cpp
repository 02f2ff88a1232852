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
std::string_view open_metrics_name(std::string_view name, config::metric_kind kind)
{
    if (kind == config::metric_kind::counter) return without(name, "_total");
    if (kind == config::metric_kind::info) return without(name, "_info");
    return name;
}

std::string_view type_word(config::metric_kind kind, format f)
{
    if (kind == config::metric_kind::counter) return "counter";
    // Text 0.0.4 has no type of its own for these.
    if (kind == config::metric_kind::info && f == format::open_metrics) return "info";
    return "gauge";
}

std::string header(std::string_view name, config::metric_kind kind, std::string_view help, format f)
{
    std::string out = "# HELP ";
    out.append(name) += ' ';
    append_help(out, help, f == format::open_metrics);
    out.append("\n# TYPE ").append(name) += ' ';
    out.append(type_word(kind, f)) += '\n';
    auto unit = f == format::open_metrics ? unit_of(name) : std::string_view();
    if (!unit.empty()) out.append("# UNIT ").append(name).append(" ").append(unit) += '\n';
    return out;
}

}

family::family(std::string name, config::metric_kind kind, std::string_view help)
    : name_(std::move(name)),
      kind_(kind),
      text_(exporter::header(name_, kind, help, format::text)),
      open_metrics_(
          exporter::header(open_metrics_name(name_, kind), kind, help, format::open_metrics))
{
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
