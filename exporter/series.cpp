#include "exporter/series.hpp"

#include "exporter/label_text.hpp"

namespace exporter {

namespace {

void append_label(std::string& out, std::string_view name, std::string_view value)
{
    if (value.empty()) return;
    out.append(",").append(name).append("=\"");
    append_label_value(out, value);
    out += '"';
}

}

router_series::router_series(const config::router& r)
    : router(r.name), tenant(r.tenant), site(r.site), labels(r.labels), open("{router=\"")
{
    append_label_value(open, router);
    open += '"';
    append_label(open, "site", site);
    append_label(open, "tenant", tenant);
    for (const auto& [name, value] : r.labels)
        append_label(open, name, value);
    whole = open + '}';
}

}
