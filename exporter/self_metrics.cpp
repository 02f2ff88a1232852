#include "exporter/self_metrics.hpp"

#include "exporter/process_metrics.hpp"

#include <iterator>

namespace exporter {

namespace {

std::string_view text(poll_result r)
{
    switch (r) {
    case poll_result::success:
        return "success";
    case poll_result::failure:
        return "failure";
    }
    return "";
}

void count(prometheus::Family<prometheus::Counter>& family,
           const prometheus::Labels& labels,
           std::uint64_t amount)
{
    if (amount > 0) family.Add(labels).Increment(static_cast<double>(amount));
}

const prometheus::Histogram::BucketBoundaries poll_seconds{
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30};
const prometheus::Histogram::BucketBoundaries wait_seconds{0.01, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
const prometheus::Histogram::BucketBoundaries scrape_seconds{
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

}

self_metrics::counters& self_metrics::add_counters(const std::string& name, const std::string& help)
{
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
}

self_metrics::gauges& self_metrics::add_gauges(const std::string& name, const std::string& help)
{
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
}

self_metrics::self_metrics(const std::string& version)
    : parse_errors_(add_counters("mikrotik_exporter_parse_errors_total",
                                 "Values of routers that could not be read.")),
      rows_dropped_(
          add_counters("mikrotik_exporter_rows_dropped_total",
                       "Rows of routers not served: same labels as another, or too many.")),
      polls_(
          add_counters("mikrotik_exporter_polls_total", "Runs of collectors by how they ended.")),
      api_errors_(add_counters("mikrotik_exporter_api_errors_total",
                               "Commands that routers refused or left unanswered.")),
      restarts_(add_counters("mikrotik_exporter_restarts_total",
                             "Sessions of routers that failed and were started again.")),
      overruns_(add_counters("mikrotik_exporter_poll_overruns_total",
                             "Runs left out because the one before had not ended.")
                    .Add({})),
      late_replies_(add_counters("mikrotik_exporter_late_replies_total",
                                 "Replies to commands that had been given up.")
                        .Add({})),
      retries_(add_counters("mikrotik_exporter_poll_retries_total",
                            "Runs that failed and were tried again before their next beat.")
                   .Add({})),
      scrapes_(add_counters("mikrotik_exporter_scrapes_total", "Answers to /metrics.").Add({})),
      failed_logins_(add_counters("mikrotik_exporter_http_login_failures_total",
                                  "Requests with a wrong user or password.")
                         .Add({})),
      failed_handshakes_(add_counters("mikrotik_exporter_tls_handshake_failures_total",
                                      "Connections that ended before TLS was agreed on.")
                             .Add({})),
      web_config_(prometheus::BuildGauge()
                      .Name("mikrotik_exporter_web_config_last_reload_successful")
                      .Help("1 if the web configuration and its certificates are used as they are.")
                      .Register(registry_)),
      certificate_expiry_(prometheus::BuildGauge()
                              .Name("mikrotik_exporter_tls_certificate_expiry_timestamp_seconds")
                              .Help("When the exporter's own certificate, or one of its chain, "
                                    "expires.")
                              .Register(registry_)),
      connections_(add_gauges("mikrotik_exporter_connections", "Routers logged in to.").Add({})),
      reload_successful_(add_gauges("mikrotik_exporter_config_last_reload_successful",
                                    "1 if the fleet file was in order when last read.")
                             .Add({})),
      reload_success_time_(
          add_gauges("mikrotik_exporter_config_last_reload_success_timestamp_seconds",
                     "When the fleet file was last read and in order.")
              .Add({})),
      config_info_(add_gauges("mikrotik_exporter_config_info",
                              "A hash of the fleet file and of those it names, as in force.")),
      shard_info_(add_gauges("mikrotik_exporter_shard_info",
                             "Which of the exporters that share the fleet this is.")),
      shard_count_(add_gauges("mikrotik_exporter_shards",
                              "How many exporters share the fleet, by this one's fleet file.")
                       .Add({})),
      connects_in_progress_(
          add_gauges("mikrotik_exporter_connects_in_progress", "Sessions being begun.").Add({})),
      connects_waiting_(add_gauges("mikrotik_exporter_connects_waiting",
                                   "Sessions whose turn to be begun has not come.")
                            .Add({})),
      children_(add_gauges("mikrotik_exporter_supervisor_children",
                           "Routers watched, by tenant, probed ones too.")),
      rate_waits_(prometheus::BuildHistogram()
                      .Name("mikrotik_exporter_rate_limit_wait_seconds")
                      .Help("How long commands waited for the rate of their router or tenant.")
                      .Register(registry_)),
      poll_duration_(prometheus::BuildHistogram()
                         .Name("mikrotik_exporter_poll_duration_seconds")
                         .Help("Time from sending a collector's command to its end.")
                         .Register(registry_)
                         .Add({}, poll_seconds)),
      scrape_duration_(
          prometheus::BuildHistogram()
              .Name("mikrotik_exporter_scrape_duration_seconds")
              .Help("Time to write an answer to /metrics, with the reader's own slowness.")
              .Register(registry_)
              .Add({}, scrape_seconds))
{
    add_gauges("mikrotik_exporter_build_info", "What is running.")
        .Add({{"version", version}})
        .Set(1);
    // Known from the start, so that the first failure is seen as an increase.
    for (auto result : {poll_result::success, poll_result::failure})
        polls_.Add({{"result", std::string(text(result))}});
}

void self_metrics::count_kind(counters& family,
                              kinds& seen,
                              const std::string& label,
                              const std::string& kind)
{
    if (seen.size() < most_kinds) seen.insert(kind);
    count(family, {{label, seen.contains(kind) ? kind : "other"}}, 1);
}

void self_metrics::count_poll(poll_result result, std::chrono::duration<double> took)
{
    poll_duration_.Observe(took.count());
    count(polls_, {{"result", std::string(text(result))}}, 1);
}

void self_metrics::count_losses(const collector& of, const built_table& built)
{
    for (const auto& lost : built.unreadables)
        count(parse_errors_,
              {{"collector", of.name}, {"property", of.properties[lost.property]}},
              lost.values);
    count(rows_dropped_, {{"collector", of.name}, {"reason", "duplicate"}}, built.duplicates);
    count(rows_dropped_, {{"collector", of.name}, {"reason", "limit"}}, built.excess);
}

void self_metrics::count_overruns(std::uint64_t beats)
{
    overruns_.Increment(static_cast<double>(beats));
}

void self_metrics::count_api_error(const std::string& kind)
{
    count_kind(api_errors_, error_kinds_, "kind", kind);
}

void self_metrics::count_restart(const std::string& reason)
{
    count_kind(restarts_, restart_reasons_, "reason", reason);
}

void self_metrics::count_late_replies(std::uint64_t replies)
{
    late_replies_.Increment(static_cast<double>(replies));
}

void self_metrics::set_connections(std::size_t open)
{
    connections_.Set(static_cast<double>(open));
}

void self_metrics::set_reload(bool successful, std::chrono::system_clock::time_point when)
{
    reload_successful_.Set(successful ? 1 : 0);
    if (successful)
        reload_success_time_.Set(std::chrono::duration<double>(when.time_since_epoch()).count());
}

void self_metrics::set_config(const std::string& fingerprint)
{
    auto* next = &config_info_.Add({{"config_hash", fingerprint}});
    next->Set(1);
    if (config_ && config_ != next) config_info_.Remove(config_);
    config_ = next;
}

void self_metrics::set_shard(const config::shard& which)
{
    auto* next = &shard_info_.Add({{"shard", std::to_string(which.index)}});
    next->Set(1);
    if (shard_ && shard_ != next) shard_info_.Remove(shard_);
    shard_ = next;
    shard_count_.Set(which.count);
}

void self_metrics::set_children(const std::string& tenant, std::size_t routers)
{
    children_.Add({{"tenant", tenant}}).Set(static_cast<double>(routers));
}

void self_metrics::set_connects(std::size_t in_progress, std::size_t waiting)
{
    connects_in_progress_.Set(static_cast<double>(in_progress));
    connects_waiting_.Set(static_cast<double>(waiting));
}

void self_metrics::count_rate_wait(rate_scope by, std::chrono::duration<double> waited)
{
    auto scope = by == rate_scope::router ? "router" : "tenant";
    rate_waits_.Add({{"scope", scope}}, wait_seconds).Observe(waited.count());
}

void self_metrics::count_retry()
{
    retries_.Increment();
}

void self_metrics::count_scrape(std::chrono::duration<double> took)
{
    scrapes_.Increment();
    scrape_duration_.Observe(took.count());
}

void self_metrics::count_failed_login()
{
    failed_logins_.Increment();
}

void self_metrics::count_failed_handshake()
{
    failed_handshakes_.Increment();
}

void self_metrics::set_web_config_reload(bool successful)
{
    web_config_.Add({}).Set(successful ? 1 : 0);
}

void self_metrics::set_certificate_expiry(std::chrono::system_clock::time_point when)
{
    auto since = when.time_since_epoch();
    certificate_expiry_.Add({}).Set(std::chrono::duration<double>(since).count());
}

std::vector<prometheus::MetricFamily> self_metrics::collect() const
{
    auto families = registry_.Collect();
    prometheus::ClientMetric lost;
    lost.counter.value = static_cast<double>(lost_log_lines_());
    families.push_back({"mikrotik_exporter_log_lines_lost_total",
                        "Lines of the log that could not be written, or not in time.",
                        prometheus::MetricType::Counter,
                        {lost}});
    auto process = process_metrics();
    families.insert(families.end(),
                    std::make_move_iterator(process.begin()),
                    std::make_move_iterator(process.end()));
    return families;
}

}
