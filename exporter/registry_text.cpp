#include "exporter/registry_text.hpp"

#include "exporter/label_text.hpp"

#include <array>
#include <string>

namespace exporter {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

// `{a="1",b="2"}`, or nothing; `le` besides when it is not empty.
std::string block(const std::vector<ClientMetric::Label>& labels, std::string_view le)
{
    std::string out;
    auto add = [&](std::string_view name, std::string_view value) {
        out += out.empty() ? '{' : ',';
        out.append(name).append("=\"");
        append_label_value(out, value);
        out += '"';
    };
    for (const auto& label : labels)
        add(label.name, label.value);
    if (!le.empty()) add("le", le);
    return out.empty() ? out : out + '}';
}

// Bucket bounds: "0.5", "+Inf", and in OpenMetrics "1.0" where text says "1".
std::string bound(double value, format f)
{
    std::array<char, number_text_limit> digits{};
    std::string out(digits.data(), write_number(digits.data(), value));
    auto whole = out.find_first_not_of("0123456789") == std::string::npos;
    return whole && f == format::open_metrics ? out + ".0" : out;
}

void write_histogram(page_writer& out,
                     format f,
                     const std::string& name,
                     const ClientMetric& metric)
{
    for (const auto& bucket : metric.histogram.bucket)
        out.sample(name + "_bucket",
                   block(metric.label, bound(bucket.upper_bound, f)),
                   static_cast<double>(bucket.cumulative_count));
    auto labels = block(metric.label, {});
    out.sample(name + "_sum", labels, metric.histogram.sample_sum);
    out.sample(name + "_count", labels, static_cast<double>(metric.histogram.sample_count));
}

void write_metric(page_writer& out, format f, const MetricFamily& of, const ClientMetric& metric)
{
    if (of.type == MetricType::Histogram) {
        write_histogram(out, f, of.name, metric);
        return;
    }
    auto value = of.type == MetricType::Counter ? metric.counter.value : metric.gauge.value;
    out.sample(of.name, block(metric.label, {}), value);
}

}

family_type type_of(const MetricFamily& of)
{
    if (of.type == MetricType::Histogram) return family_type::histogram;
    if (of.type == MetricType::Counter) return family_type::counter;
    return of.name.ends_with("_info") ? family_type::info : family_type::gauge;
}

void write_registry(page_writer& out, format f, const std::vector<MetricFamily>& families)
{
    for (const auto& of : families) {
        if (of.metric.empty()) continue;
        out.text(family(of.name, type_of(of), of.help).header(f));
        for (const auto& metric : of.metric)
            write_metric(out, f, of, metric);
    }
}

}
