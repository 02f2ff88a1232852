// How the exporter itself fares: mikrotik_exporter_* and process_*. Counted by the event loop;
// scrapes by HTTP threads, which also collect.
#pragma once

#include "config/fleet.hpp"
#include "exporter/collector.hpp"
#include "exporter/command_pace.hpp"
#include "exporter/table_builder.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace exporter {

enum class poll_result : std::uint8_t { success, failure };

class self_metrics {
public:
    explicit self_metrics(const std::string& version);

    // One run of a collector has ended.
    void count_poll(poll_result result, std::chrono::duration<double> took);
    // What a run lost: values unreadable, rows dropped.
    void count_losses(const collector& of, const built_table& built);
    // Runs left out because the one before had not ended.
    void count_overruns(std::uint64_t beats);
    // A command a router refused or did not answer, by kind: "timed out", "no such command", ...
    void count_api_error(const std::string& kind);
    // A router's session ended and will be started again.
    void count_restart(const std::string& reason);
    void count_late_replies(std::uint64_t replies);
    void set_connections(std::size_t open);
    // The fleet file was read, or read in vain; and what is in force.
    void set_reload(bool successful, std::chrono::system_clock::time_point when);
    void set_config(const std::string& fingerprint);
    void set_shard(const config::shard& which);
    // Routers under a tenant.
    void set_children(const std::string& tenant, std::size_t routers);
    // Sessions being begun, and those that wait for their turn.
    void set_connects(std::size_t in_progress, std::size_t waiting);
    // A command waited for its turn by a rate.
    void count_rate_wait(rate_scope by, std::chrono::duration<double> waited);
    // A run that failed is tried again before its next beat.
    void count_retry();
    void count_scrape(std::chrono::duration<double> took);
    // The HTTP side: wrong users or passwords, TLS connections that came to nothing, and whether
    // the newest web configuration is the one in use.
    void count_failed_login();
    void count_failed_handshake();
    void set_web_config_reload(bool successful);
    void set_certificate_expiry(std::chrono::system_clock::time_point when);

    // Where to ask how many lines of the log were lost; before anybody collects. Any thread.
    void watch_log(std::function<std::uint64_t()> lost) { lost_log_lines_ = std::move(lost); }

    std::vector<prometheus::MetricFamily> collect() const;

private:
    using counters = prometheus::Family<prometheus::Counter>;
    using gauges = prometheus::Family<prometheus::Gauge>;

    // Kinds and reasons are few; should one ever carry what a router says, the rest become "other".
    static constexpr std::size_t most_kinds = 64;
    using kinds = std::set<std::string>;
    void
    count_kind(counters& family, kinds& seen, const std::string& label, const std::string& kind);
    counters& add_counters(const std::string& name, const std::string& help);
    gauges& add_gauges(const std::string& name, const std::string& help);

    prometheus::Registry registry_;
    counters& parse_errors_;
    counters& rows_dropped_;
    counters& polls_;
    counters& api_errors_;
    counters& restarts_;
    prometheus::Counter& overruns_;
    prometheus::Counter& late_replies_;
    prometheus::Counter& retries_;
    prometheus::Counter& scrapes_;
    prometheus::Counter& failed_logins_;
    prometheus::Counter& failed_handshakes_;
    gauges& web_config_;
    gauges& certificate_expiry_;
    prometheus::Gauge& connections_;
    prometheus::Gauge& reload_successful_;
    prometheus::Gauge& reload_success_time_;
    gauges& config_info_;
    gauges& shard_info_;
    prometheus::Gauge& shard_count_;
    prometheus::Gauge& connects_in_progress_;
    prometheus::Gauge& connects_waiting_;
    gauges& children_;
    prometheus::Family<prometheus::Histogram>& rate_waits_;
    prometheus::Gauge* config_ = nullptr;
    prometheus::Gauge* shard_ = nullptr;
    prometheus::Histogram& poll_duration_;
    prometheus::Histogram& scrape_duration_;
    kinds error_kinds_;
    kinds restart_reasons_;
    std::function<std::uint64_t()> lost_log_lines_ = [] { return std::uint64_t(0); };
};

}
